-- Classic balancers have names of their own in their account and region; other kinds do not list them.
alter table load_balancer add column classic boolean not null default false;
create index load_balancer_classic on load_balancer (tenant_id, region, classic, name);

-- The servers of an account, each as one JSON document.
create table instance (
  tenant_id bigint not null,
  id varchar(64) not null,
  document text not null,
  primary key (tenant_id, id)
);

-- What requests are signed with; the key itself is among the secrets, with no balancer (0).
create table access_key (
  id varchar(128) not null primary key,
  tenant_id bigint not null,
  secret_id integer not null
);
create index access_key_tenant on access_key (tenant_id, id);
