-- People of the programme: duty, training, working days; parts of a day; who may leave the counter short.

-- The table keeps its name: those who were in it are OSS operators.
alter table operator add column duty text not null default 'oss-operator'
  check (duty in ('agency-head', 'division-head', 'administration', 'oss-operator'));
-- Works under the eyes of a certified operator until the day of the own certificate.
alter table operator add column supervised boolean not null default false;
alter table operator add column working_days text not null default 'mon,tue,wed,thu,fri'; -- in the order of the week

-- Each business number (NIB) finished under supervision: the ledger of the training.
create table supervised_nib (
  id uuid primary key,
  operator_id uuid not null references operator (id),
  day date not null, -- in WITA
  recorded_by uuid references staff (id),
  recorded_at timestamptz not null
);
create index supervised_nib_by_operator on supervised_nib (operator_id, id);

-- Minutes since midnight WITA; both null: the whole day.
alter table allotment add column part_from bigint;
alter table allotment add column part_until bigint;

-- Why the counter of the office may be left below the minimum that day, and who approved it.
alter table visit add column office_reason text;
alter table visit add column office_approved_by uuid references staff (id);
