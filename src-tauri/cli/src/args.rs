//! The surface that scripts rely on.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Chat logs and delivery logs in one encrypted place; data leaves only protected, for a written purpose.
#[derive(Parser)]
#[command(name = "counterfoil", version, arg_required_else_help = true)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(ClapArgs)]
pub struct Global {
    /// Folder of the store [default: the one the window uses].
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Print JSON, and nothing else, on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the store's passphrase from this open file descriptor (or set COUNTERFOIL_PASSPHRASE).
    #[arg(long, global = true, value_name = "N")]
    pub passphrase_fd: Option<u32>,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Serve made-up logs on loopback until stopped.
    Demo(Demo),
    /// Make a new store.
    Init {
        /// Your name, as the register will show it.
        #[arg(long)]
        person: String,
    },
    /// Accounts at providers.
    #[command(subcommand)]
    Account(Account),
    /// Fetch what is new; from all accounts that are not paused when none is named.
    Sync {
        names: Vec<String>,
        /// Stay, and sync each account when its schedule says so, until stopped.
        #[arg(long, conflicts_with = "names")]
        watch: bool,
    },
    /// Take a file in: first a preview, then, with --accept, the file.
    Import(Import),
    /// Find records.
    Query(Query),
    /// Hand data out: protected, for a purpose, entered in the register.
    Export(Export),
    /// The register of what was handed out.
    #[command(subcommand)]
    Register(Register),
    /// Tell which export a file is, and whether it is unaltered.
    Identify { file: PathBuf },
    /// List the providers and what each must be told.
    Providers,
}

#[derive(ClapArgs)]
pub struct Demo {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    #[arg(long, default_value_t = 2026)]
    pub seed: u64,
    /// How many messages to make up.
    #[arg(long, default_value_t = 13_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub messages: u64,
    /// Serve recorded dialogues from this file instead.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "messages"])]
    pub from: Option<PathBuf>,
    /// Let new activity arrive while it runs.
    #[arg(long)]
    pub live: bool,
    /// Behave badly, to try a client: see docs/CLI.md for the kinds.
    #[arg(long, value_name = "KIND", num_args = 1..)]
    pub misbehave: Vec<String>,
}

/// What an account is told.
#[derive(ClapArgs)]
pub struct Told {
    /// Address of the provider; most have one of their own.
    #[arg(long)]
    pub url: Option<String>,
    /// A setting of the provider; an empty value takes it away.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A secret of the provider, by the name of the environment variable that holds it.
    #[arg(long, value_name = "KEY=ENVVAR")]
    pub secret: Vec<String>,
    /// When it is synced by itself: off, 5m, 15m, 1h, daily@HH:MM or live.
    #[arg(long, value_name = "WHEN")]
    pub schedule: Option<String>,
}

#[derive(Subcommand)]
pub enum Account {
    /// Add an account.
    Add {
        name: String,
        #[arg(long)]
        provider: String,
        #[command(flatten)]
        told: Told,
    },
    /// List the accounts.
    List,
    /// Tell all about one account: what it is told, where its lists stand, what is held, missing and gone.
    Show { name: String },
    /// Ask the provider once, and tell what the credentials may and may not read.
    Test { name: String },
    /// Change an account; what is not named stays.
    Edit {
        name: String,
        /// Another name.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        #[command(flatten)]
        told: Told,
    },
    /// Do not sync it until it is resumed.
    Pause { name: String },
    /// Sync it again, with the credentials that it has.
    Resume { name: String },
    /// Remove it with its credentials; what it brought stays.
    Remove {
        name: String,
        /// Delete what it brought as well. This cannot be undone.
        #[arg(long)]
        with_data: bool,
        /// Do not ask whether the data may go.
        #[arg(long, requires = "with_data")]
        yes: bool,
    },
}

#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Import {
    #[command(subcommand)]
    pub what: Option<ImportVerb>,
    #[command(flatten)]
    pub file: ImportFile,
}

#[derive(Subcommand)]
pub enum ImportVerb {
    /// List the imports, the latest first.
    List,
    /// Take away what an import brought, and put back what it changed.
    Undo { number: i64 },
}

#[derive(ClapArgs)]
pub struct ImportFile {
    /// The file, plain or in a zip.
    pub file: Option<PathBuf>,
    /// The account that it goes into.
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// Make the account, filled from files alone, if there is none of the name.
    #[arg(long)]
    pub new_account: bool,
    /// What the file is; told from the file when absent. See docs/CLI.md.
    #[arg(long = "as", value_name = "FORM")]
    pub form: Option<String>,
    /// Which column of a CSV holds what: a JSON file, see docs/CLI.md.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Whose clocks show times without a zone, such as America/Bogota.
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// How the text is written, where it is not told rightly.
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Leave what is held already as it is.
    #[arg(long)]
    pub only_new: bool,
    /// Write it; without this only the preview is shown.
    #[arg(long)]
    pub accept: bool,
    /// Read the file's password from this open file descriptor (or set COUNTERFOIL_IMPORT_PASSWORD).
    #[arg(long, value_name = "N")]
    pub password_fd: Option<u32>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Subject {
    Sessions,
    Messages,
    Deliveries,
}

#[derive(ClapArgs)]
pub struct Query {
    pub subject: Subject,
    /// Query text, such as 'channel:whatsapp state:closed "order 1234"'.
    #[arg(default_value = "", allow_hyphen_values = true, value_parser = query_text)]
    pub query: String,
    /// At most so many rows.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub limit: usize,
    /// Order by this column; `:desc` turns it round.
    #[arg(long, value_name = "COLUMN[:desc]")]
    pub sort: Option<String>,
    /// Only how many there are.
    #[arg(long)]
    pub count: bool,
    /// Columns to print, by id, with commas between.
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    pub columns: Vec<String>,
    /// Why these rows are handed out; needed when they go anywhere but to a terminal.
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    Csv,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Protect {
    /// AES-256 zip.
    Zip,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Profile {
    /// No cell becomes a formula, whatever a customer wrote.
    Spreadsheet,
    /// Exactly what is stored.
    Raw,
}

#[derive(ClapArgs)]
pub struct Export {
    pub subject: Subject,
    /// Query text; everything when absent.
    #[arg(default_value = "", allow_hyphen_values = true, value_parser = query_text)]
    pub query: String,
    #[arg(long)]
    pub form: Form,
    #[arg(long)]
    pub protect: Protect,
    /// Why this data is handed out. No purpose, no export.
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
    /// Kind of purpose, such as audit, complaint, analysis.
    #[arg(long, value_name = "WORD", default_value = "other")]
    pub category: String,
    #[arg(long, value_name = "ID")]
    pub ticket: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long, default_value = "spreadsheet")]
    pub profile: Profile,
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    pub columns: Vec<String>,
    /// Leave out chats that are not closed.
    #[arg(long)]
    pub closed_only: bool,
    /// Read the export's password from this open file descriptor (or set COUNTERFOIL_EXPORT_PASSWORD).
    #[arg(long, value_name = "N")]
    pub password_fd: Option<u32>,
    /// Make up a password of six words and print it once to the terminal.
    #[arg(long, conflicts_with = "password_fd")]
    pub generate_password: bool,
}

#[derive(Subcommand)]
pub enum Register {
    /// List the entries, newest first.
    List {
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
    /// Check every entry, the chain, and the checkpoint.
    Verify,
}

/// Query text may begin with `-` (`-tag:spam`); with two it is an option that there is not.
fn query_text(text: &str) -> Result<String, String> {
    if text.starts_with("--") { Err("there is no such option".to_owned()) } else { Ok(text.to_owned()) }
}
