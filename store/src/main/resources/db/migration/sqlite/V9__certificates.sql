-- The certificates of an account, each as one JSON document; the keys are among the secrets, with no balancer (0).
create table certificate (
  tenant_id bigint not null,
  id varchar(32) not null,
  name varchar(128) not null,
  document text not null,
  primary key (tenant_id, id)
);
create unique index certificate_name on certificate (tenant_id, name);
