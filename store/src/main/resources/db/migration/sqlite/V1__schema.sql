-- The whole schema. It is written so that PostgreSQL reads it too; its own folder comes with PostgreSQL. Every moment is a
-- bigint of milliseconds since 1970-01-01T00:00:00Z. Ids stay below 2^31: clients read them as int.

-- store_epoch: orders what hosts were told before and after a restored backup.
create table meta (
  name varchar(64) not null primary key,
  value bigint not null
);
insert into meta (name, value) values ('store_epoch', 1);

-- What each kind of id goes on with. It never goes back, so no id is given twice.
create table id_sequence (
  name varchar(64) not null primary key,
  next_value bigint not null
);

-- A balancer: how far it has come in columns, what was asked for as one versioned JSON document (none once DELETED).
-- status is a projection for filters, written only from the computed status.
create table load_balancer (
  id integer not null primary key,
  tenant_id bigint not null,
  region varchar(16) not null,
  name varchar(128) not null,
  generation bigint not null,
  applied_generation bigint not null,
  lifecycle varchar(16) not null,
  suspended boolean not null,
  failure_generation bigint,
  failure_code varchar(64),
  failure_reason text,
  failure_at bigint,
  created bigint not null,
  updated bigint not null,
  status varchar(16) not null,
  document text
);
create index load_balancer_status on load_balancer (status, id);
create index load_balancer_tenant on load_balancer (tenant_id, region, id);
-- Counting an account's balancers reads this alone.
create index load_balancer_lifecycle on load_balancer (tenant_id, lifecycle);

-- What a balancer's configuration was, newest 20.
create table revision (
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  generation bigint not null,
  document text not null,
  at bigint not null,
  primary key (load_balancer_id, generation)
);

-- Who listens where. Two balancers may share a virtual IP, never a port of it.
create table vip_claim (
  virtual_ip_id integer not null,
  transport varchar(8) not null,
  port integer not null,
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  primary key (virtual_ip_id, transport, port)
);
create index vip_claim_load_balancer on vip_claim (load_balancer_id);

-- Which balancers have a node with an address.
create table node_index (
  address varchar(64) not null,
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  primary key (address, load_balancer_id)
);
create index node_index_load_balancer on node_index (load_balancer_id);

create table virtual_ip (
  id integer not null primary key,
  tenant_id bigint not null,
  region varchar(16) not null,
  address varchar(64) not null,
  type varchar(16) not null,
  group_id integer not null,
  state varchar(16) not null,
  quarantined_since bigint,
  updated bigint not null,
  constraint virtual_ip_address unique (address)
);
create index virtual_ip_quarantine on virtual_ip (state, quarantined_since, id);

-- "Bring this balancer to what was asked for last": one row per balancer. A lease is a due moment in the future.
create table work (
  load_balancer_id integer not null primary key,
  due bigint not null,
  attempts integer not null
);
create index work_due on work (due, load_balancer_id);

create table event (
  id bigint not null primary key,
  load_balancer_id integer not null,
  tenant_id bigint not null,
  type varchar(32) not null,
  summary text not null,
  at bigint not null
);
create index event_load_balancer on event (load_balancer_id, id);

-- What each host sees of nodes that were OFFLINE there at some time. failure: why a node is; null when it is ONLINE again.
create table node_observation (
  host varchar(64) not null,
  node_id integer not null,
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  failure varchar(32),
  at bigint not null,
  primary key (host, node_id)
);
create index node_observation_load_balancer on node_observation (load_balancer_id);

create table account (
  tenant_id bigint not null primary key,
  name varchar(255) not null,
  api_key_hash varchar(255) not null,
  constraint account_name unique (name)
);

-- Who else may log in to an account. A name is no account's and no other user's.
create table account_user (
  name varchar(255) not null primary key,
  tenant_id bigint not null,
  role varchar(16) not null,
  api_key_hash varchar(255) not null
);
create index account_user_tenant on account_user (tenant_id, name);

-- What requests that their callers gave a key were answered; the same key gets the same answer for a day.
create table kept_answer (
  tenant_id bigint not null,
  idempotency_key varchar(255) not null,
  fingerprint varchar(64) not null,
  load_balancer_id integer not null,
  answer text,
  at bigint not null,
  primary key (tenant_id, idempotency_key)
);
create index kept_answer_at on kept_answer (at);
create index kept_answer_load_balancer on kept_answer (load_balancer_id);

-- What the operator set for one account; the rest are the service's defaults.
create table account_limit (
  tenant_id bigint not null,
  name varchar(64) not null,
  value integer not null,
  primary key (tenant_id, name)
);

create table token (
  hash varchar(255) not null primary key,
  tenant_id bigint not null,
  role varchar(16) not null,
  expires bigint not null
);
create index token_tenant on token (tenant_id);
create index token_expires on token (expires);
