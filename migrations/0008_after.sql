-- After the service day: who was left unfinished, places kept for those whom an outage sent home, the steps agreed
-- for an outage.

-- A person whom the day left unfinished. Name, number and business stand in the booking or in the entry.
create table follow_up (
  id uuid primary key,
  entry_id uuid not null unique references queue_entry (id),
  visit_id uuid not null references visit (id),
  booking_id uuid references booking (id), -- null: came without booking
  reason text not null, -- of domain::pending::PendingReason
  note text,
  call_back_at timestamptz, -- agreed with the person
  responsible_id uuid references staff (id),
  state text not null check (state in ('open', 'nib-issued', 'referred', 'gave-up', 'came-back', 'withdrawn')),
  detail text, -- where referred, or why it was given up
  nib text, -- 13 digits, if it was written down
  version bigint not null, -- counts changes
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid references staff (id)
);
create index follow_up_by_state on follow_up (state, call_back_at, opened_at, id);

-- Places at the counter of the office that are kept on a day.
create table office_return_day (
  day date primary key, -- in WITA
  given bigint not null check (given >= 0)
);

-- A place kept with precedence: at the counter of the office, or by a booking in a coming visit.
create table return_slip (
  id uuid primary key,
  entry_id uuid not null unique references queue_entry (id),
  office_day date references office_return_day (day),
  booking_id uuid unique references booking (id),
  given_at timestamptz not null,
  given_by uuid references staff (id),
  check ((office_day is null) <> (booking_id is null))
);

-- The steps agreed for an outage. A version is never changed; version 1 is built in.
create table outage_plan (
  version bigint primary key check (version > 1),
  prepare_after bigint not null, -- minutes
  slips_after bigint not null,
  confirm_minutes bigint not null, -- an open outage is confirmed again after so many
  wait_words text not null,
  prepare_words text not null,
  slips_words text not null,
  made_at timestamptz not null,
  made_by uuid not null references staff (id)
);
