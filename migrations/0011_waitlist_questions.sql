-- The waiting list, and limits against hoarding.

-- Places that live offers of the waiting list hold; they count as taken.
alter table slot add column held bigint not null default 0 check (held >= 0);

-- Which of the places that one number may have in a visit; null: not counted (booked by staff, or moved here).
alter table booking add column phone_place bigint;
create unique index booking_place_of_phone on booking (visit_id, phone, phone_place) where state <> 'cancelled';

create table waiting (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  slot_id uuid, -- the hour that is wanted; null: any
  state text not null check (state in ('waiting', 'offered', 'accepted', 'lapsed', 'left', 'ended')),
  name text not null,
  name_key text not null,
  phone text not null, -- E.164
  email text,
  banjar text,
  business_activity text not null,
  business_name text,
  assistance_needed boolean not null, -- comes first
  lang text not null,
  idempotency_key text not null unique,
  request_hash text not null,
  at timestamptz not null, -- the place in the list; later for who missed an offer and waits again
  offer_slot uuid, -- the place that is held
  offer_until timestamptz,
  offers bigint not null, -- how many were made
  booking_id uuid references booking (id), -- once accepted
  created_at timestamptz not null,
  check ((state = 'offered') = (offer_until is not null and offer_slot is not null))
);
create unique index waiting_once_a_person on waiting (visit_id, phone, name_key) where state in ('waiting', 'offered');
create index waiting_by_visit on waiting (visit_id, state);
create index waiting_by_offer on waiting (offer_slot) where state = 'offered';
