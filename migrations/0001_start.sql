-- One text for SQLite and PostgreSQL. Ids (UUID version 7) and times come from the program.

create table village (
  code text primary key,
  name text not null,
  district text not null,
  aliases text not null -- separated by ';'
);

create table holiday (
  date date not null,
  name text not null,
  kind text not null check (kind in ('national', 'joint-leave')),
  provisional boolean not null,
  primary key (date, name)
);

create table setting (
  key text primary key,
  value text not null
);

create table staff (
  id uuid primary key,
  user_name text not null unique,
  name text not null,
  role text not null check (role in ('agency-head', 'division-head', 'administration', 'operator')),
  password_hash text not null,
  created_at timestamptz not null
);

create table staff_session (
  token_hash text primary key,
  staff_id uuid not null references staff (id),
  expires_at timestamptz not null
);
create index staff_session_by_end on staff_session (expires_at);

create table operator (
  id uuid primary key,
  name text not null,
  certified_on date, -- null: not certified, adds no capacity
  created_at timestamptz not null
);

create table absence (
  id uuid primary key,
  operator_id uuid not null references operator (id),
  from_day date not null,
  until_day date not null,
  reason text not null,
  check (from_day <= until_day)
);
create index absence_by_operator on absence (operator_id, until_day);

create table visit (
  id uuid primary key,
  village_code text not null references village (code),
  date date not null, -- in WITA
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  pause_from timestamptz,
  pause_until timestamptz,
  slot_minutes bigint not null check (slot_minutes > 0),
  service_minutes bigint not null check (service_minutes > 0),
  walk_in_places bigint not null check (walk_in_places >= 0),
  venue text not null,
  override_reason text,
  state text not null check (state in ('proposed', 'awaiting-village', 'confirmed', 'open', 'closed',
    'underway', 'done', 'evaluated', 'postponed', 'cancelled')),
  attended bigint check (attended >= 0), -- people who came; null: not known yet
  version bigint not null, -- counts changes
  created_at timestamptz not null,
  check (starts_at < ends_at)
);
create unique index visit_once_a_day on visit (village_code, date) where state not in ('postponed', 'cancelled');
create index visit_by_date on visit (date, id);

create table allotment (
  visit_id uuid not null references visit (id),
  operator_id uuid not null references operator (id),
  primary key (visit_id, operator_id)
);
create index allotment_by_operator on allotment (operator_id);

create table slot (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity bigint not null check (capacity >= 0),
  -- May exceed the capacity: an operator fell ill after people had booked. Staff settle it.
  booked bigint not null check (booked >= 0),
  withdrawn boolean not null, -- no longer in the plan, kept for the people booked in it
  unique (visit_id, starts_at, ends_at),
  check (starts_at < ends_at)
);

create table booking (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  slot_id uuid not null references slot (id),
  code text not null unique,
  state text not null check (state in ('booked', 'waitlisted', 'checked-in', 'in-service', 'nib-issued',
    'pending', 'referred', 'consultation-only', 'no-show', 'cancelled')),
  name text not null,
  name_key text not null, -- small letters and digits of the name: the same person twice
  phone text not null, -- E.164; a family may share one
  email text,
  banjar text,
  business_activity text not null,
  business_name text,
  assistance_needed boolean not null,
  lang text not null,
  idempotency_key text not null unique,
  request_hash text not null, -- tells a repeated request from another one with the same key
  booked_by uuid references staff (id), -- null: by the applicant
  moves bigint not null,
  created_at timestamptz not null
);
create index booking_by_slot on booking (slot_id);
create unique index booking_once_a_person on booking (visit_id, phone, name_key) where state <> 'cancelled';

create table message (
  id uuid primary key,
  kind text not null,
  channel text not null,
  state text not null check (state in ('queued', 'sending', 'by-hand', 'sent', 'dead', 'dropped')),
  step text not null unique, -- booking or visit and its step: each message once
  visit_id uuid references visit (id),
  booking_id uuid references booking (id),
  to_name text not null,
  recipient text not null, -- e-mail address or E.164 number; emptied once sent
  subject text not null,
  body text not null, -- emptied once sent: it carries the manage link
  attempts bigint not null,
  due_at timestamptz not null,
  claimed_until timestamptz,
  last_error text,
  sent_at timestamptz,
  sent_by uuid references staff (id), -- a person who sent it by hand
  created_at timestamptz not null
);
create index message_due on message (due_at, id) where state in ('queued', 'sending');
create index message_by_state on message (state, created_at, id);
create index message_by_booking on message (booking_id);

create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor text not null, -- applicant, village, system or staff
  staff_id uuid references staff (id),
  act text not null,
  visit_id uuid references visit (id),
  booking_id uuid references booking (id),
  detail text not null -- no personal data of applicants
);
create index audit_by_visit on audit_entry (visit_id, id);

create table village_link (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  contact_name text not null,
  contact_phone text not null,
  contact_email text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index village_link_by_visit on village_link (visit_id);

create table venue_answer (
  visit_id uuid primary key references visit (id),
  answer text not null, -- JSON of domain::venue::VenueAnswer
  at timestamptz not null
);
