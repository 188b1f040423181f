-- What the operator sets, and who did what.

-- Rate limits that the operator gave one account instead of the service's; "none" for no limits.
create table account_rate_limit (
  tenant_id bigint not null primary key,
  limits text not null
);

-- While there is a row, tenants are answered 503.
create table maintenance (
  id integer not null primary key,
  since bigint not null,
  retry_after_seconds integer not null,
  reason varchar(256) not null
);

-- Networks for virtual IPs beyond those of the settings, and those of the settings that are drained.
create table vip_block (
  network varchar(64) not null primary key,
  type varchar(16) not null,
  draining boolean not null
);

-- Where nodes may not be, beyond what the settings close.
create table closed_network (
  network varchar(64) not null primary key,
  reason varchar(256) not null,
  since bigint not null
);

-- Who wanted to change what. tenant_id: null for the operator; status: null when it was done.
create table audit (
  id bigint not null primary key,
  at bigint not null,
  tenant_id bigint,
  who varchar(255) not null,
  source varchar(64) not null,
  verb varchar(16) not null,
  target varchar(256) not null,
  status integer
);
create index audit_tenant on audit (tenant_id, id);
create index audit_at on audit (at);

-- Who logged in; empty for logins of before this column, which last a day.
alter table token add column user_name varchar(255) default '' not null;
