//! The command line: commands, flags, and the variables that stand for them. Everything is taken as text here, so
//! that `config` can refuse a wrong value by the name of its variable.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Jemput Izin: books slots for getting a licence in the villages of Tabanan.
#[derive(Parser)]
#[command(name = "server", version, about)]
pub struct Cli {
    /// Settings.
    #[command(flatten)]
    pub flags: Flags,
    /// What to do; `serve` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program does.
#[derive(Subcommand)]
pub enum Command {
    /// Serve the site (the default)
    Serve,
    /// Read a CSV file; a file with a bad row is refused as a whole
    Import {
        /// What the file holds.
        #[arg(value_enum)]
        what: What,
        /// The file.
        file: PathBuf,
    },
    /// Accounts of the office
    #[command(subcommand)]
    User(UserCommand),
    /// Copy an SQLite database to a file while it is served (PostgreSQL: pg_dump)
    Backup {
        /// Where the copy goes.
        file: PathBuf,
    },
    /// Put a copy in the place of an SQLite database
    Restore {
        /// The copy.
        file: PathBuf,
    },
    /// Change a setting of the office; without arguments, show them all
    Setting {
        /// Name of the setting.
        #[arg(requires = "value")]
        key: Option<String>,
        /// Its new value; several lines for a list.
        value: Option<String>,
    },
    /// Play a year of the programme on an empty database, and say what came of it
    Simulate {
        /// The year; one whose Balinese days are known
        #[arg(long, value_name = "YEAR", num_args = 0..=1, default_value_t = 2027, default_missing_value = "2027")]
        year: i32,
        /// Another seed is another year
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Villages that are visited
        #[arg(long, default_value_t = 133)]
        villages: usize,
    },
    /// Print the messages as templates for WhatsApp, to be handed in at Meta (JSON)
    Templates,
    /// Print the OpenAPI document
    Openapi,
}

/// What a CSV file holds.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum What {
    /// Villages with their codes.
    Villages,
    /// National holidays.
    Holidays,
    /// Days of the Balinese lunar calendar.
    BalineseDays,
    /// Visits of the past.
    History,
    /// What is known of villages: estimate, travel time, signal.
    VillageFacts,
    /// Small businesses in the regency, by year.
    MsmeCount,
}

/// Accounts of the office.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Add an account; the password comes from USER_PASSWORD or from standard input
    Add(NewUser),
}

/// A new account.
#[derive(Args)]
pub struct NewUser {
    /// 3 to 40 small letters, digits, dots, dashes
    #[arg(long)]
    pub user_name: String,
    /// Name that is shown and recorded
    #[arg(long)]
    pub name: String,
    /// agency-head, division-head, administration or operator
    #[arg(long)]
    pub role: String,
    /// Read the password from standard input even where USER_PASSWORD is set
    #[arg(long)]
    pub password_stdin: bool,
}

/// The settings as they were written; [`Config::read`](crate::config::Config::read) reads them.
#[derive(Args)]
pub struct Flags {
    /// sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://data/jemput-izin.db",
        hide_env_values = true,
        global = true
    )]
    pub(crate) database_url: String,
    /// Address and port to listen on
    #[arg(long, env = "SITE_ADDR", default_value = "127.0.0.1:3000", global = true)]
    pub(crate) site_addr: String,
    /// Address under which people reach the site, for links and QR codes [default: http://SITE_ADDR]
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub(crate) public_url: Option<String>,
    /// smtp://… or smtps://…; without it e-mails become drafts that staff send by hand
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    pub(crate) smtp_url: Option<String>,
    /// Sender of e-mails
    #[arg(
        long,
        env = "MAIL_FROM",
        default_value = "Jemput Izin <no-reply@localhost>",
        global = true
    )]
    pub(crate) mail_from: String,
    /// WhatsApp.
    #[command(flatten)]
    pub(crate) whatsapp: WhatsAppFlags,
    /// Text messages.
    #[command(flatten)]
    pub(crate) sms: SmsFlags,
    /// Hosts of the services that take notifications for browsers, with commas; empty for no notifications
    #[arg(
        long,
        env = "PUSH_HOSTS",
        default_value = "fcm.googleapis.com,push.services.mozilla.com,web.push.apple.com,notify.windows.com",
        global = true
    )]
    pub(crate) push_hosts: String,
    /// File with the key that links are signed with; made when missing
    #[arg(long, env = "SECRET_FILE", default_value = "data/secret.key", global = true)]
    pub(crate) secret_file: PathBuf,
    /// Folder of the photos that villages send as proof; made when missing
    #[arg(long, env = "PHOTO_FOLDER", default_value = "data/photos", global = true)]
    pub(crate) photo_folder: PathBuf,
    /// For rehearsals and tests: a file with the seconds by which this server's clock is ahead
    #[arg(long, env = "CLOCK_AHEAD_FILE", global = true)]
    pub(crate) clock_ahead_file: Option<PathBuf>,
    /// 1 fills an empty database with a demonstration, 0 leaves it empty
    #[arg(long, env = "DEMO", default_value = "1", global = true)]
    pub(crate) demo: String,
    /// 1 where a proxy in front writes the client's address at the end of X-Forwarded-For
    #[arg(long, env = "TRUST_PROXY", default_value = "0", global = true)]
    pub(crate) trust_proxy: String,
    /// Forms and API calls that write, per client address and minute; 0 means no limit
    #[arg(long, env = "RATE_PER_MINUTE", default_value = "300", global = true)]
    pub(crate) rate_per_minute: String,
    /// Tries to log in, per user name and minute
    #[arg(long, env = "LOGINS_PER_MINUTE", default_value = "5", global = true)]
    pub(crate) logins_per_minute: String,
    /// What is logged: error, warn, info, debug, or as in `info,sqlx=warn`
    #[arg(long, env = "LOG", default_value = "info", global = true)]
    pub(crate) log: String,
    /// text or json
    #[arg(long, env = "LOG_FORMAT", default_value = "text", global = true)]
    pub(crate) log_format: String,
}

/// Account of the office at the WhatsApp Cloud API; without one, WhatsApp messages are drafts to send by hand.
#[derive(Args)]
pub(crate) struct WhatsAppFlags {
    /// Id of the number that sends
    #[arg(
        id = "whatsapp_number_id",
        long = "whatsapp-number-id",
        env = "WHATSAPP_NUMBER_ID",
        global = true
    )]
    pub(crate) number_id: Option<String>,
    /// Access token of the WhatsApp Cloud API
    #[arg(
        id = "whatsapp_token",
        long = "whatsapp-token",
        env = "WHATSAPP_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub(crate) token: Option<String>,
    /// Key with which Meta signs its reports
    #[arg(
        id = "whatsapp_app_secret",
        long = "whatsapp-app-secret",
        env = "WHATSAPP_APP_SECRET",
        hide_env_values = true,
        global = true
    )]
    pub(crate) app_secret: Option<String>,
    /// Word that Meta says when it first calls PUBLIC_URL/kait/whatsapp
    #[arg(
        id = "whatsapp_verify_token",
        long = "whatsapp-verify-token",
        env = "WHATSAPP_VERIFY_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub(crate) verify_token: Option<String>,
    /// Address of the WhatsApp Cloud API
    #[arg(
        id = "whatsapp_url",
        long = "whatsapp-url",
        env = "WHATSAPP_URL",
        default_value = "https://graph.facebook.com/v23.0",
        global = true
    )]
    pub(crate) url: String,
}

/// Account of the office at a gateway for text messages.
#[derive(Args)]
pub(crate) struct SmsFlags {
    /// Address of the SMS gateway; without it no text messages are sent
    #[arg(
        id = "sms_url",
        long = "sms-url",
        env = "SMS_URL",
        hide_env_values = true,
        global = true
    )]
    pub(crate) url: Option<String>,
    /// Access token of the SMS gateway
    #[arg(
        id = "sms_token",
        long = "sms-token",
        env = "SMS_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub(crate) token: Option<String>,
    /// Sender that text messages show, 3 to 11 letters
    #[arg(
        id = "sms_from",
        long = "sms-from",
        env = "SMS_FROM",
        default_value = "DPMPTSP",
        global = true
    )]
    pub(crate) from: String,
}
