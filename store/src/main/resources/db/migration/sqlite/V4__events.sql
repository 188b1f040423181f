-- What an event is about beyond its balancer: a node or virtual IP with its id, or another part; a node's status where the
-- event tells it.
alter table event add column part varchar(32);
alter table event add column part_id integer;
alter table event add column node_status varchar(16);
create index event_tenant on event (tenant_id, id);
-- Which of a balancer's events go first.
create index event_type on event (load_balancer_id, type, id);

-- Where an account's events are sent. event_cursor: the last event received there. given_up: why nothing is sent any more.
create table subscription (
  id integer not null primary key,
  tenant_id bigint not null,
  url varchar(2048) not null,
  event_cursor bigint not null,
  attempts integer not null,
  due bigint not null,
  given_up varchar(512),
  created bigint not null
);
create index subscription_tenant on subscription (tenant_id, id);
