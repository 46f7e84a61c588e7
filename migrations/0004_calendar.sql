-- Days of the Balinese lunar calendar, and the temple feasts that a village tells of.

create table lunar_day (
  date date not null,
  kind text not null check (kind in ('nyepi', 'siwaratri', 'purnama', 'tilem')),
  primary key (date, kind)
);

create table odalan (
  id uuid primary key,
  village_code text not null references village (code),
  name text not null,
  kind text not null check (kind in ('pawukon', 'date')), -- pawukon: comes back every 210 days
  date date not null, -- in WITA
  unique (village_code, name, date)
);
