-- The service day: what happened, in the order of the devices' corrected clocks, and where each person stands.

create table service_day (
  visit_id uuid primary key references visit (id),
  version bigint not null, -- counts what was written; taking it first puts writers of one day in a row
  last_number bigint not null, -- of the numbers that the server gives
  last_block bigint not null, -- blocks of 100 numbers, one for each device that may be offline
  closed_at timestamptz -- null: under way
);

create table day_device (
  visit_id uuid not null references service_day (visit_id),
  device_id uuid not null,
  block bigint not null,
  operator_id uuid references operator (id), -- who sits at it; null: a desk
  seen_at timestamptz not null,
  last_report bigint not null, -- the device's count of the report that last changed its share
  primary key (visit_id, device_id),
  unique (visit_id, block)
);

-- What happened. Nothing is ever changed here but the note that a person has looked at it.
create table day_event (
  id uuid primary key,
  visit_id uuid not null references service_day (visit_id),
  version bigint not null, -- of the day, once it was written
  device_id uuid not null,
  seq bigint not null, -- the device's own count
  at timestamptz not null, -- corrected by what the device's clock was off when it sent
  act text not null, -- JSON of domain::day::Act, no personal data
  staff_id uuid references staff (id),
  received_at timestamptz not null,
  settled_by uuid references staff (id), -- who looked at its contradiction
  settled_at timestamptz
);
create index day_event_by_version on day_event (visit_id, version, id);

-- A person of the day as its events leave them.
create table queue_entry (
  id uuid primary key, -- of the booking, or of the walk-in
  visit_id uuid not null references service_day (visit_id),
  booking_id uuid references booking (id), -- null: came without booking
  name text, -- of those without booking; emptied when personal data ends
  phone text,
  business_activity text,
  number bigint, -- called out; given once a day and never again
  stage text not null,
  need text, -- priority: a need, never a diagnosis
  arrived_at timestamptz,
  operator_id uuid references operator (id), -- who serves or served
  ended_at timestamptz,
  served_seconds bigint not null,
  outcome text, -- of domain::booking::Outcome
  reason text, -- why pending, or where referred
  nib text, -- 13 digits, if it was written down
  unique (visit_id, number)
);

-- Whom a device of an operator may call while it has no network: nobody else calls them until then.
create table queue_share (
  visit_id uuid not null references service_day (visit_id),
  entry_id uuid not null,
  device_id uuid not null,
  until timestamptz not null,
  primary key (visit_id, entry_id)
);

-- An outage of OSS. At most one is open in a visit.
create table incident (
  id uuid primary key, -- of the event that opened it
  visit_id uuid not null references service_day (visit_id),
  from_at timestamptz not null,
  until_at timestamptz,
  confirmed_at timestamptz not null,
  plan_version bigint not null, -- of the steps agreed
  lost_seconds bigint not null -- operators who could not work, together
);
create unique index incident_open on incident (visit_id) where until_at is null;
