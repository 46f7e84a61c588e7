create table letter (
  visit_id uuid primary key references visit (id),
  number text not null,
  dated date not null
);
