-- Why a node is OFFLINE, as one JSON document: what looked at it, what was expected, what came. Null beside a failure that was
-- observed before there was this.
alter table node_observation add column outage text;
