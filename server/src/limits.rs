//! How often one client may write, and how often a log-in may be tried.
//!
//! Whole villages share one address of their mobile network, so the limit per address is generous.

use crate::refusal::Refusal;
use crate::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error::ServiceError;
use domain::phone::Phone;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

/// Tries to log in from one address, as a multiple of those for one user name: an office shares an address.
const LOGINS_PER_ADDRESS: u32 = 6;

/// The counters.
pub(crate) struct Limits {
    writes: Limit<IpAddr>,
    logins_of_name: Limit<String>,
    logins_from: Limit<IpAddr>,
    forms_of_number: Limit<String>,
}

/// Forms for one phone number in an hour, bookings and waiting lists together: a family on one phone needs a handful,
/// with some mistakes. The places themselves are limited by the setting `places_per_phone`.
const FORMS_PER_NUMBER: u32 = 30;

/// None means no limit.
type Limit<K> = Option<DefaultKeyedRateLimiter<K>>;

fn per_minute<K: Hash + Eq + Clone>(rate: u32) -> Limit<K> {
    NonZeroU32::new(rate).map(|rate| RateLimiter::dashmap(Quota::per_minute(rate)))
}

fn per_hour<K: Hash + Eq + Clone>(rate: u32) -> Limit<K> {
    NonZeroU32::new(rate).map(|rate| RateLimiter::dashmap(Quota::per_hour(rate)))
}

fn check<K: Hash + Eq + Clone>(limit: &Limit<K>, key: &K) -> Result<(), ServiceError> {
    let Some(limit) = limit else { return Ok(()) };
    limit.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        ServiceError::TooMany {
            seconds: u32::try_from(wait.as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        }
    })
}

impl Limits {
    pub(crate) fn new(writes: u32, logins: u32) -> Self {
        Limits {
            writes: per_minute(writes),
            logins_of_name: per_minute(logins),
            logins_from: per_minute(logins.saturating_mul(LOGINS_PER_ADDRESS)),
            // Whoever switches the limit per address off, as tests of speed do, wants none here either.
            forms_of_number: per_hour(if writes == 0 { 0 } else { FORMS_PER_NUMBER }),
        }
    }

    /// Counts a try to log in.
    pub(crate) fn log_in(&self, user_name: &str, from: IpAddr) -> Result<(), ServiceError> {
        check(&self.logins_from, &from)?;
        // As the store reads it, and no longer than a name can be.
        let name = user_name.trim().to_lowercase().chars().take(40).collect();
        check(&self.logins_of_name, &name)
    }

    /// Counts a form for a phone number.
    pub(crate) fn person(&self, phone: &Phone) -> Result<(), ServiceError> {
        check(&self.forms_of_number, &phone.as_e164().to_owned())
    }

    /// Lets go of clients that have not been seen for long.
    pub(crate) fn forget_old(&self) {
        for limit in [&self.writes, &self.logins_from].into_iter().flatten() {
            limit.retain_recent();
        }
        for limit in [&self.logins_of_name, &self.forms_of_number]
            .into_iter()
            .flatten()
        {
            limit.retain_recent();
        }
    }
}

/// Address of the client behind a request; of IPv6 the network of a household.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client(pub(crate) IpAddr);

impl Client {
    fn of(request: &Request, trust_proxy: bool) -> Client {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let told = if trust_proxy {
            forwarded(request.headers())
        } else {
            None
        };
        // Without a connection (in tests) all are one client.
        Client(network(
            told.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        ))
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) & (u128::MAX << 64)).into(),
        v4 => v4,
    }
}

/// Notes the client of a request and refuses one that writes too often.
pub(crate) async fn limit_writes(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = Client::of(&request, state.web.trust_proxy);
    request.extensions_mut().insert(client);
    // Reads of the pages that carry a token in the body are POSTs too. Devices of the office report all the time,
    // a whole hall from one address, and need a log-in.
    let path = request.uri().path();
    let is_report = path.starts_with("/staf/") && path.ends_with("/kirim");
    let is_signed = [crate::whatsapp::PATH, crate::sms::PATH].contains(&path);
    let writes = !request.method().is_safe() && !path.starts_with("/baca/") && !is_report && !is_signed;
    if writes && let Err(error) = check(&state.limits.writes, &client.0) {
        return Refusal::from(error).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_counted_however_it_is_written_and_other_names_go_on() {
        let limits = Limits::new(0, 2);
        let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
        assert!(limits.log_in("Kabid", from).is_ok());
        assert!(limits.log_in(" kabid ", from).is_ok());
        assert!(matches!(
            limits.log_in("KABID", from),
            Err(ServiceError::TooMany { seconds: 1.. })
        ));
        assert!(limits.log_in("petugas", from).is_ok());
    }

    #[test]
    fn one_number_has_a_pace_and_others_go_on() {
        let limits = Limits::new(300, 5);
        let number = |text: &str| Phone::parse(text).unwrap();
        for _ in 0..FORMS_PER_NUMBER {
            assert!(limits.person(&number("0812 3456 7890")).is_ok());
        }
        let refused = limits.person(&number("+62 812-3456-7890"));
        assert!(matches!(refused, Err(ServiceError::TooMany { seconds: 1.. })));
        assert!(limits.person(&number("0812 3456 7891")).is_ok());
    }

    #[test]
    fn a_household_is_one_client_and_the_proxy_is_believed_only_at_the_end() {
        let one = network("2001:db8::1".parse().unwrap());
        assert_eq!(one, network("2001:db8::ffff:1".parse().unwrap()));
        assert_ne!(one, network("2001:db8:0:1::1".parse().unwrap()));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "1.1.1.1, 2.2.2.2".parse().unwrap());
        assert_eq!(forwarded(&headers), Some("2.2.2.2".parse().unwrap()));
    }
}
