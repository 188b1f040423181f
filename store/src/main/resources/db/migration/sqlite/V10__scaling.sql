-- Groups of servers, each as one JSON document.
create table scaling_group (
  tenant_id bigint not null,
  region varchar(16) not null,
  name varchar(255) not null,
  document text not null,
  primary key (tenant_id, region, name)
);

create table launch_configuration (
  tenant_id bigint not null,
  region varchar(16) not null,
  name varchar(255) not null,
  document text not null,
  primary key (tenant_id, region, name)
);
