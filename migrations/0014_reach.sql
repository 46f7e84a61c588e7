-- How the holder of a booking wants news.

alter table booking add column reach text
  check (reach in ('whatsapp', 'sms', 'email', 'push')); -- channel to try first; null: the office's order
alter table booking add column push text; -- browser that takes notifications, JSON: address, key, secret
