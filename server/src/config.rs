//! Settings of the program, read once from flags and environment; a wrong value is refused by its name.
//!
//! To add one: a field in [`Flags`], one in [`Config`], a line in [`Config::read`] and in the README.

use crate::cli::{Flags, SmsFlags, WhatsAppFlags};
use backend::{ChannelConfig, SmsGateway, Smtp, WhatsApp};
use leptos::config::{Env, LeptosOptions, get_configuration};
use std::env;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

/// The settings, checked. There is no `Debug`: addresses of databases and mail servers hold passwords.
pub struct Config {
    /// The database.
    pub database_url: String,
    /// Where to listen.
    pub site_addr: SocketAddr,
    /// Public address without a slash at the end, if it was named.
    pub public_url: Option<String>,
    /// Mail server.
    pub smtp: Option<Smtp>,
    /// Channels beside it.
    pub channels: ChannelConfig,
    /// File of the signing key.
    pub secret_file: PathBuf,
    /// Folder of photos that villages send.
    pub photo_folder: PathBuf,
    /// Where the seconds stand by which the clock is ahead: for rehearsals and tests.
    pub clock_ahead_file: Option<PathBuf>,
    /// Whether an empty database is filled.
    pub demo: bool,
    /// Whether `X-Forwarded-For` is believed.
    pub trust_proxy: bool,
    /// Writes per client address and minute; 0 for no limit.
    pub rate_per_minute: u32,
    /// Tries to log in per user name and minute; 0 for no limit.
    pub logins_per_minute: u32,
    /// Filter of the log.
    pub log: String,
    /// Whether log lines are JSON.
    pub log_json: bool,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    variable: &'static str,
    problem: String,
}

fn wrong<T>(variable: &'static str, problem: impl Into<String>) -> Result<T, ConfigError> {
    Err(ConfigError {
        variable,
        problem: problem.into(),
    })
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// The first that cannot be used.
    pub fn read(flags: Flags) -> Result<Config, ConfigError> {
        Ok(Config {
            database_url: database_url(flags.database_url)?,
            site_addr: site_addr(&flags.site_addr)?,
            public_url: flags
                .public_url
                .filter(|url| !url.is_empty())
                .map(public_url)
                .transpose()?,
            smtp: smtp(flags.smtp_url, flags.mail_from)?,
            channels: ChannelConfig {
                whatsapp: whatsapp(flags.whatsapp)?,
                sms: sms(flags.sms)?,
                push_hosts: push_hosts(&flags.push_hosts)?,
            },
            secret_file: flags.secret_file,
            photo_folder: flags.photo_folder,
            clock_ahead_file: flags.clock_ahead_file,
            demo: yes_or_no("DEMO", &flags.demo)?,
            trust_proxy: yes_or_no("TRUST_PROXY", &flags.trust_proxy)?,
            rate_per_minute: number("RATE_PER_MINUTE", &flags.rate_per_minute)?,
            logins_per_minute: number("LOGINS_PER_MINUTE", &flags.logins_per_minute)?,
            log: log(flags.log)?,
            log_json: match flags.log_format.as_str() {
                "text" => false,
                "json" => true,
                _ => return wrong("LOG_FORMAT", "write text or json"),
            },
        })
    }
}

// Addresses with passwords are not repeated in the message.
fn database_url(url: String) -> Result<String, ConfigError> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|start| url.starts_with(start)) {
        Ok(url)
    } else {
        wrong("DATABASE_URL", "must start with sqlite:// or postgres://")
    }
}

fn site_addr(text: &str) -> Result<SocketAddr, ConfigError> {
    let found = text.to_socket_addrs().ok().and_then(|mut all| all.next());
    found.map_or_else(
        || {
            wrong(
                "SITE_ADDR",
                format!("{text:?} is no address with a port, as in 127.0.0.1:3000"),
            )
        },
        Ok,
    )
}

fn public_url(url: String) -> Result<String, ConfigError> {
    let url = url.trim_end_matches('/');
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or("");
    // Without a path: cookies, links and the check of Origin speak of the whole host.
    if host.is_empty() || host.contains(|c: char| matches!(c, '/' | '?' | '#' | '@') || c.is_whitespace()) {
        wrong(
            "PUBLIC_URL",
            format!("{url:?} is no address such as https://izin.example.id"),
        )
    } else {
        Ok(url.to_lowercase())
    }
}

fn smtp(url: Option<String>, from: String) -> Result<Option<Smtp>, ConfigError> {
    if !from.contains('@') {
        return wrong(
            "MAIL_FROM",
            format!("{from:?} is no sender such as Jemput Izin <izin@example.id>"),
        );
    }
    match url.filter(|url| !url.is_empty()) {
        None => Ok(None),
        Some(url) if url.starts_with("smtp://") || url.starts_with("smtps://") => {
            Ok(Some(Smtp { url, from }))
        }
        Some(_) => wrong("SMTP_URL", "must start with smtp:// or smtps://"),
    }
}

/// A part of an account that must be there once another is.
fn needed(variable: &'static str, value: Option<String>) -> Result<String, ConfigError> {
    match value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
    {
        Some(value) => Ok(value),
        None => wrong(variable, "is needed with the others of its account"),
    }
}

/// An address of a service. What it holds is not repeated in the message.
fn service_url(variable: &'static str, url: String) -> Result<String, ConfigError> {
    if url.starts_with("https://") || url.starts_with("http://") {
        Ok(url.trim_end_matches('/').to_owned())
    } else {
        wrong(variable, "must start with https://")
    }
}

fn whatsapp(flags: WhatsAppFlags) -> Result<Option<WhatsApp>, ConfigError> {
    let given = [
        &flags.number_id,
        &flags.token,
        &flags.app_secret,
        &flags.verify_token,
    ];
    if given
        .iter()
        .all(|value| value.as_deref().unwrap_or("").trim().is_empty())
    {
        return Ok(None);
    }
    let number_id = needed("WHATSAPP_NUMBER_ID", flags.number_id)?;
    if !number_id.bytes().all(|digit| digit.is_ascii_digit()) {
        return wrong("WHATSAPP_NUMBER_ID", "is the id of a number: digits alone");
    }
    Ok(Some(WhatsApp {
        base_url: service_url("WHATSAPP_URL", flags.url)?,
        phone_number_id: number_id,
        token: needed("WHATSAPP_TOKEN", flags.token)?,
        app_secret: needed("WHATSAPP_APP_SECRET", flags.app_secret)?,
        verify_token: needed("WHATSAPP_VERIFY_TOKEN", flags.verify_token)?,
    }))
}

fn sms(flags: SmsFlags) -> Result<Option<SmsGateway>, ConfigError> {
    let Some(url) = flags.url.filter(|url| !url.trim().is_empty()) else {
        return Ok(None);
    };
    let from = flags.from;
    if !(3..=11).contains(&from.len()) || !from.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
        return wrong("SMS_FROM", "is 3 to 11 letters or digits");
    }
    Ok(Some(SmsGateway {
        url: service_url("SMS_URL", url)?,
        token: needed("SMS_TOKEN", flags.token)?,
        from,
    }))
}

fn push_hosts(text: &str) -> Result<Vec<String>, ConfigError> {
    let hosts = text.split(',').map(str::trim).filter(|host| !host.is_empty());
    let host = |host: &str| {
        let is_host = host
            .bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'-'));
        if is_host {
            Ok(host.to_lowercase())
        } else {
            wrong(
                "PUSH_HOSTS",
                format!("{host:?} is no host such as fcm.googleapis.com"),
            )
        }
    };
    hosts.map(host).collect()
}

fn yes_or_no(variable: &'static str, text: &str) -> Result<bool, ConfigError> {
    match text {
        "1" | "true" | "yes" => Ok(true),
        "0" | "false" | "no" => Ok(false),
        _ => wrong(variable, format!("{text:?} is neither 1 nor 0")),
    }
}

fn number(variable: &'static str, text: &str) -> Result<u32, ConfigError> {
    text.parse()
        .or_else(|_| wrong(variable, format!("{text:?} is no whole number")))
}

fn log(filter: String) -> Result<String, ConfigError> {
    match tracing_subscriber::EnvFilter::try_new(&filter) {
        Ok(_) => Ok(filter),
        Err(_) => wrong(
            "LOG",
            format!("{filter:?} is no filter such as info or warn,server=debug"),
        ),
    }
}

/// Where the pages find their WebAssembly, script and style. cargo-leptos and `make run` say it in `LEPTOS_*`;
/// a server that is started alone looks beside its own program.
///
/// # Errors
/// A `LEPTOS_*` variable that cannot be used.
pub fn leptos_options(site_addr: SocketAddr) -> Result<LeptosOptions, ConfigError> {
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(PathBuf::from))
        .unwrap_or_default();
    let told = |variable| env::var_os(variable).is_some();
    let mut options = if told("LEPTOS_OUTPUT_NAME") {
        match get_configuration(None) {
            Ok(found) => found.leptos_options,
            Err(error) => return wrong("LEPTOS_*", error.to_string()),
        }
    } else {
        LeptosOptions::builder().output_name("app").env(Env::PROD).build()
    };
    options.site_addr = site_addr;
    if let Ok(root) = env::var("LEPTOS_SITE_ROOT") {
        options.site_root = root.into();
    } else {
        options.site_root = beside.join("site").to_string_lossy().into();
    }
    let hashes = beside.join(&*options.hash_file);
    if !told("LEPTOS_HASH_FILES") {
        options.hash_files = hashes.exists();
    } else if options.hash_files && !hashes.exists() {
        return wrong(
            "LEPTOS_HASH_FILES",
            format!("{} is missing; build with cargo leptos", hashes.display()),
        );
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser;

    fn read(arguments: &[&str]) -> Result<Config, String> {
        let all = std::iter::once("server").chain(arguments.iter().copied());
        Config::read(Cli::try_parse_from(all).unwrap().flags).map_err(|error| error.to_string())
    }

    #[test]
    fn a_wrong_value_is_refused_by_the_name_of_its_variable_in_one_line() {
        for (flag, value, variable) in [
            ("--database-url", "mysql://root:geheim@db", "DATABASE_URL"),
            ("--site-addr", "3000", "SITE_ADDR"),
            ("--public-url", "izin.example.id", "PUBLIC_URL"),
            ("--public-url", "https://izin.example.id/sub", "PUBLIC_URL"),
            ("--smtp-url", "mail.geheim", "SMTP_URL"),
            ("--mail-from", "izin", "MAIL_FROM"),
            ("--whatsapp-number-id", "106540352242922", "WHATSAPP_TOKEN"),
            ("--whatsapp-token", "geheim", "WHATSAPP_NUMBER_ID"),
            ("--sms-url", "gateway.geheim", "SMS_URL"),
            ("--sms-url", "https://gateway.test", "SMS_TOKEN"),
            ("--push-hosts", "https://fcm.googleapis.com", "PUSH_HOSTS"),
            ("--demo", "maybe", "DEMO"),
            ("--trust-proxy", "2", "TRUST_PROXY"),
            ("--rate-per-minute", "-1x", "RATE_PER_MINUTE"),
            ("--log", "a=b=c", "LOG"),
            ("--log-format", "xml", "LOG_FORMAT"),
        ] {
            let error = read(&[&format!("{flag}={value}")]).err().unwrap_or_default();
            assert!(
                error.starts_with(&format!("{variable}: ")),
                "{flag}={value}: {error}"
            );
            assert!(!error.contains('\n') && !error.contains("geheim"), "{error}");
        }
    }

    #[test]
    fn flags_may_stand_after_the_command_and_a_slash_at_the_end_is_dropped() {
        let config = read(&["serve", "--public-url", "https://Izin.example.id/", "--demo", "0"]).unwrap();
        assert_eq!(config.public_url.as_deref(), Some("https://izin.example.id"));
        assert!(!config.demo);
    }
}
