-- What balancers used, an hour at most in each row. ended is null while a record runs.
create table usage_record (
  id integer not null primary key,
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  tenant_id bigint not null,
  virtual_ips integer not null,
  vip_type varchar(16) not null,
  ssl_mode varchar(8) not null,
  suspended boolean not null,
  started bigint not null,
  ended bigint,
  polls integer not null,
  bytes_in bigint not null,
  bytes_out bigint not null,
  polled_connections bigint not null,
  bytes_in_ssl bigint not null,
  bytes_out_ssl bigint not null,
  polled_connections_ssl bigint not null,
  folded boolean not null
);
create index usage_record_load_balancer on usage_record (load_balancer_id, id);
create index usage_record_tenant on usage_record (tenant_id, started);
create index usage_record_ended on usage_record (ended);

-- What accounts had, hour by hour.
create table account_usage (
  tenant_id bigint not null,
  started bigint not null,
  ended bigint not null,
  load_balancers integer not null,
  public_vips integer not null,
  servicenet_vips integer not null,
  primary key (tenant_id, started)
);
create index account_usage_ended on account_usage (ended);

-- What hosts counted, as they told it last. counts: one JSON document; connected: clients at that time.
create table host_traffic (
  load_balancer_id integer not null references load_balancer (id) on delete cascade,
  host varchar(64) not null,
  sequence bigint not null,
  connected bigint not null,
  counts text not null,
  primary key (load_balancer_id, host)
);
create index host_traffic_connected on host_traffic (connected);
