-- Which village next: what is known of each, the candidates of a month, and people who want to be told.

create table village_fact (
  village_code text primary key references village (code),
  unlicensed_estimate bigint check (unlicensed_estimate >= 0), -- small businesses without a licence; null: not known
  travel_minutes bigint check (travel_minutes >= 0), -- from the office; null: not known
  signal text check (signal in ('none', 'weak', 'good')) -- null: not known
);

create table candidate (
  month date not null, -- its first day
  village_code text not null references village (code),
  reason text, -- why, where the ranking did not propose it
  staff_id uuid not null references staff (id),
  at timestamptz not null,
  primary key (month, village_code)
);

create table interest (
  id uuid primary key,
  village_code text not null references village (code),
  phone text not null, -- E.164
  lang text not null,
  at timestamptz not null,
  told_at timestamptz, -- null: waits to be told
  told_of uuid references visit (id), -- of which visit last
  told_date date, -- and of which day of it: a visit that was put off is news again
  unique (village_code, phone)
);
create index interest_by_visit on interest (told_of);
