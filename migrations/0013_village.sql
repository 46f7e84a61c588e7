-- Officials book for people who cannot do it themselves; how many will come is judged before each visit, and a visit
-- may be opened to neighbouring villages.

-- The first link of the same person (number) in this visit; null: this very link.
alter table village_link add column person uuid;

-- The official who booked for somebody: the first of his links.
alter table booking add column helped_by uuid references village_link (id);
-- Which of the places that one helper may take in a visit; null: not counted (not assisted, or moved here).
alter table booking add column helper_place bigint;
-- False: the person has no phone; the number is the helper's, who passes messages on.
alter table booking add column own_phone boolean not null default true;
-- Which words the person agreed to, and when.
alter table booking add column consent_text text;
alter table booking add column consented_at timestamptz;
create unique index booking_place_of_helper on booking (visit_id, helped_by, helper_place) where state <> 'cancelled';

-- Neighbouring villages that a visit was opened to.
create table guest_village (
  visit_id uuid not null references visit (id),
  village_code text not null references village (code),
  staff_id uuid not null references staff (id),
  at timestamptz not null,
  primary key (visit_id, village_code)
);
create index guest_village_by_village on guest_village (village_code);

-- How many were expected so many days before a visit, judged once for each of its days.
create table demand_check (
  visit_id uuid not null references visit (id),
  date date not null, -- of the visit, in WITA: one that was put off is judged anew
  days bigint not null,
  verdict text not null check (verdict in ('below', 'on', 'above')),
  expected bigint not null check (expected >= 0),
  at timestamptz not null,
  primary key (visit_id, date, days)
);
