-- Number and date of the official letter of a visit, as the office's register has them.

create table letter (
  visit_id uuid primary key references visit (id),
  number text not null,
  dated date not null,
  recipient text, -- null: the Perbekel of the village
  version bigint not null, -- counts changes
  saved_by uuid not null references staff (id),
  saved_at timestamptz not null
);
