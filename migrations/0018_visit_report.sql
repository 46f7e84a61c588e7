-- The reports of a visit. Nothing is ever changed here: what differs is reported again, with the next number.

create table visit_report (
  visit_id uuid not null references visit (id),
  number bigint not null check (number > 0), -- 1 for the first
  figures text not null, -- as they were reported: JSON of domain::evaluation::Figures
  made_by uuid not null references staff (id),
  made_at timestamptz not null,
  primary key (visit_id, number)
);
