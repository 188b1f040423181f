-- What the classic dialect calls a balancer, and whether its primary listener is alone, as it must be for others to show it.
alter table load_balancer add column alias varchar(32) not null default '';
alter table load_balancer add column primary_alone boolean not null default true;

-- [jooq ignore start]
update load_balancer set primary_alone = not classic;

-- Names that may be aliases, each for the first that has it: those first that were classic ones' before.
update load_balancer set alias = name
where length(name) <= 32
  and name not glob '*[^A-Za-z0-9-]*' and name not glob '-*' and name not glob '*-'
  and not exists (
    select 1 from load_balancer other
    where other.tenant_id = load_balancer.tenant_id and other.region = load_balancer.region
      and other.name = load_balancer.name and other.lifecycle <> 'DELETED'
      and (other.classic > load_balancer.classic
        or (other.classic = load_balancer.classic and other.id < load_balancer.id)));
update load_balancer set alias = 'lb-' || id
where alias = ''
  and not exists (select 1 from load_balancer other where other.alias = 'lb-' || load_balancer.id);
update load_balancer set alias = 'lb-' || id || '-2' where alias = '';
-- [jooq ignore stop]

drop index load_balancer_classic;
alter table load_balancer drop column classic;
create index load_balancer_alias on load_balancer (tenant_id, region, alias);
