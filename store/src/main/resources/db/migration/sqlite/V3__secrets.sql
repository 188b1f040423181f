-- What must be said again, sealed by the master key of that id: private keys of certificates. A secret goes with the last
-- revision of its balancer that refers to it.
create table secret (
  id integer not null primary key,
  tenant_id bigint not null,
  load_balancer_id integer not null,
  key_id varchar(16) not null,
  sealed text not null
);
create index secret_load_balancer on secret (load_balancer_id);
create index secret_key on secret (key_id, id);
