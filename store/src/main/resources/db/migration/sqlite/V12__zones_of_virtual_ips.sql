-- The availability zone that a network's addresses are in; null for those that are for all zones.
alter table vip_block add column zone varchar(32);
