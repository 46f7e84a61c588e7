//! What the program does when it is started: one function a command.

use crate::api;
use crate::cli::{Command, NewUser, UserCommand, What};
use crate::config::{Config, ConfigError};
use crate::serve::serve;
use crate::simulate::{Play, simulate};
use backend::{Backend, Clock, Secret, StoreError};
use domain::staff::Role;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Why a command ended without doing its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A setting cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store cannot use a setting.
    #[error("{0}")]
    Setting(String),
    /// Anything else, in words that say what to do.
    #[error("{0}")]
    Failed(String),
}

impl CommandError {
    /// Exit code of the program: 2 for a wrong setting, 1 for the rest.
    pub fn exit_code(&self) -> u8 {
        match self {
            CommandError::Config(_) | CommandError::Setting(_) => 2,
            CommandError::Failed(_) => 1,
        }
    }
}

/// Names what failed in front of the reason.
pub(crate) fn failed<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> CommandError + '_ {
    move |error| CommandError::Failed(format!("{what}: {error}"))
}

/// Does a command; serves the site when none is named.
///
/// # Errors
/// What went wrong, in one line.
pub async fn run(command: Option<Command>, config: Config) -> Result<(), CommandError> {
    match command {
        None | Some(Command::Serve) => serve(config).await,
        Some(Command::Import { what, file }) => import(&open(&config).await?, what, &file).await,
        Some(Command::User(UserCommand::Add(user))) => add_user(&config, &user).await,
        Some(Command::Backup { file }) => {
            open(&config)
                .await?
                .backup(&file)
                .await
                .map_err(failed("backup"))?;
            println!("Copied the database to {}", file.display());
            Ok(())
        }
        Some(Command::Restore { file }) => {
            backend::restore(&file, &config.database_url)
                .await
                .map_err(failed("restore"))?;
            println!("Restored the database from {}", file.display());
            Ok(())
        }
        Some(Command::Setting {
            key: Some(key),
            value,
        }) => {
            let value = value.unwrap_or_default();
            open(&config)
                .await?
                .set_setting(&key, &value)
                .await
                .map_err(failed("setting"))
        }
        Some(Command::Setting { key: None, .. }) => show_settings(&open(&config).await?).await,
        Some(Command::Simulate { year, seed, villages }) => {
            simulate(&config, &Play { year, seed, villages }).await
        }
        Some(Command::Templates) => {
            println!("{}", backend::whatsapp_templates());
            Ok(())
        }
        Some(Command::Openapi) => {
            println!("{}", api::document_text());
            Ok(())
        }
    }
}

async fn open(config: &Config) -> Result<Backend, CommandError> {
    open_for(
        config,
        config
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", config.site_addr)),
    )
    .await
}

/// Opens the store of these settings.
pub(crate) async fn open_for(config: &Config, public_url: String) -> Result<Backend, CommandError> {
    let secret = Secret::load_or_create(&config.secret_file).map_err(failed("SECRET_FILE"))?;
    let database_url = config.database_url.clone();
    let smtp = config.smtp.clone();
    let settings = backend::Config {
        database_url,
        public_url,
        secret,
        photo_folder: config.photo_folder.clone(),
        smtp,
    };
    let clock = config
        .clock_ahead_file
        .clone()
        .map_or(Clock::System, Clock::Ahead);
    let channels = config.channels.clone();
    Backend::open_with(settings, channels, clock)
        .await
        .map_err(|error| match error {
            // These name their variable.
            StoreError::Url(_) | StoreError::Smtp(_) => CommandError::Setting(error.to_string()),
            _ => CommandError::Failed(format!("DATABASE_URL: {error}")),
        })
}

async fn import(backend: &Backend, what: What, file: &Path) -> Result<(), CommandError> {
    let (read, name) = match what {
        What::Villages => (backend.import_villages(file).await, "villages"),
        What::Holidays => (backend.import_holidays(file).await, "holidays"),
        What::BalineseDays => (backend.import_balinese_days(file).await, "Balinese days"),
        What::History => (backend.import_history(file).await, "visits"),
        What::MsmeCount => (
            backend.import_msme_count(file).await,
            "counts of small businesses",
        ),
        What::VillageFacts => (backend.import_village_facts(file).await, "facts of villages"),
    };
    // The reason names the file and the line by itself.
    let rows = read.map_err(|error| CommandError::Failed(error.to_string()))?;
    println!("Read {rows} {name}");
    Ok(())
}

async fn add_user(config: &Config, user: &NewUser) -> Result<(), CommandError> {
    let role = Role::from_key(&user.role).ok_or_else(|| {
        let roles = Role::ALL.map(Role::key).join(", ");
        CommandError::Failed(format!("--role: {:?} is none of {roles}", user.role))
    })?;
    let from_environment = std::env::var("USER_PASSWORD")
        .ok()
        .filter(|_| !user.password_stdin);
    let password = match from_environment {
        Some(password) => password,
        None => ask_password().map_err(failed("standard input"))?,
    };
    let backend = open(config).await?;
    backend
        .add_user(&user.user_name, &user.name, role, &password)
        .await
        .map_err(failed("user add"))?;
    println!("Added {} ({})", user.user_name, role.key());
    Ok(())
}

fn ask_password() -> std::io::Result<String> {
    if std::io::stdin().is_terminal() {
        eprint!(
            "Password, at least {} characters (it will be visible): ",
            domain::staff::PASSWORD_MIN
        );
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn show_settings(backend: &Backend) -> Result<(), CommandError> {
    let settings = backend.settings().await.map_err(failed("setting"))?;
    let text = serde_json::to_string_pretty(&settings).map_err(failed("setting"))?;
    println!("{text}");
    Ok(())
}
