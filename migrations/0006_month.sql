-- The plan of a month, what joined it later, and what staff tick before a visit.

create table month_plan (
  month date primary key, -- its first day
  published_at timestamptz not null,
  staff_id uuid not null references staff (id)
);

alter table visit add column sudden_reason text; -- why it joined after its month was published

create table readiness_check (
  visit_id uuid not null references visit (id),
  item text not null check (item in ('outreach', 'signal', 'oss')),
  at timestamptz not null,
  staff_id uuid not null references staff (id),
  primary key (visit_id, item)
);
