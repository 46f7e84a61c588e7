-- The waiting list, limits against hoarding, questions without a booking, bookings by an official.

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

-- A question without a booking, its answer, and what of both everybody may read.
create table question (
  id uuid primary key,
  village_code text references village (code), -- null: of the programme
  body text not null, -- as it was asked; emptied with the name once it is closed
  name text,
  phone text, -- E.164, for the answer
  lang text not null,
  idempotency_key text not null unique,
  state text not null check (state in ('open', 'answered', 'closed')),
  answer text,
  answered_by uuid references staff (id),
  answered_at timestamptz,
  public_question text, -- cleared of names by staff
  public_answer text,
  public_scope text check (public_scope in ('village', 'programme')), -- null: not published
  published_at timestamptz,
  version bigint not null,
  asked_at timestamptz not null
);
create index question_by_state on question (state, asked_at, id);
create index question_published on question (public_scope, village_code);

-- Who booked for somebody else by a village's link, and the consent that was given.
create table assisted (
  booking_id uuid primary key references booking (id),
  visit_id uuid not null references visit (id),
  link_id uuid not null,
  helper_name text not null,
  consent_version text not null, -- of the text that was shown
  consent_at timestamptz not null
);
create index assisted_by_link on assisted (link_id, visit_id);
