//! A deterministic, full-system discrete-event simulator of Microsoft Systems Management Server (SMS) 1.x
//! software distribution.
//!
//! # What a site is
//!
//! ```text
//!   administrator                                               workstations
//!        | saves a job                                         W1   W2   W3 ...
//!        v                                                      ^    |
//!   +-- site server ---------------------------+    +-- logon server -----------+
//!   |  Scheduler --> RECEIVE --> Despooler     |    |                           |
//!   |                   ^           |          |    |                           |
//!   |                   |       PCMDOM.BOX ----|--->|  PCMINS.BOX   (read)      |
//!   |                   |           |          | M  |                           |
//!   |                   +-----------|----------|----|  DESPOOLR.BOX (results)   |
//!   |                               v          |    |                           |
//!   |  database <-- Data Loader <-- DELTAMIF   |    |  INVENTRY.BOX             |
//!   +------------------------------------------+    +---------------------------+
//!                       M: Maintenance Manager, the only one who carries files across
//! ```
//!
//! All of them talk in small files, and each looks for files at intervals. A status that an administrator reads is the end of a long
//! chain of such looks; this crate simulates the chain.
//!
//! # A tour in code
//!
//! A [scenario] states causes (who sits where, which package, offered when) and what is expected, for each version of the product.
//! Reading one gives a checked [`Plan`](world::plan::Plan); running it makes a [`World`](world::World) for each version and gives an
//! [`Outcome`](scenario::outcome::Outcome).
//!
//! ```
//! use sms_sim::product::{Status, quirks};
//! use sms_sim::scenario::run::{Settings, run};
//! use sms_sim::scenario::{library, read};
//!
//! let text = library::find("q152229").unwrap();
//! let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
//! let outcome = run(&scenario, &[0, 1, 2], &Settings::default());
//!
//! // The first workstation installed the package; what is left of that after expiry depends on the release.
//! let first: Vec<Status> = outcome.runs.iter().map(|run| run.status[0].status).collect();
//! assert_eq!(first, [Status::Retrying, Status::Canceled, Status::Complete]);
//! ```
//!
//! Told to keep its story, a run can say which event led to which:
//!
//! ```
//! # use sms_sim::product::quirks;
//! # use sms_sim::scenario::run::{Settings, run};
//! # use sms_sim::scenario::{library, read};
//! # let text = library::find("q152229").unwrap();
//! # let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
//! let told = Settings { told: true, ..Settings::default() };
//! let outcome = run(&scenario, &[0], &told);
//!
//! let why = sms_sim::report::explain::explain(&outcome.runs[0], "S0100001", "W1").unwrap();
//! assert!(why.contains("The quirk: Expired jobs alter the detailed job status (q152229)."));
//!
//! let page = sms_sim::report::page::page(&outcome);
//! assert!(page.starts_with("<!DOCTYPE html>"));
//! ```
//!
//! A bad scenario is refused with all its problems:
//!
//! ```
//! let problems = sms_sim::scenario::read("x.yaml", b"title: only a title\n", &[]).unwrap_err();
//! assert!(problems.to_string().contains("`article`"));
//! ```
//!
//! # Where things are
//!
//! The modules are floors: each uses only those above it in this list. ARCHITECTURE.md has the map, FIDELITY.md says which behaviour
//! is stated by which article.

pub mod base;
pub mod engine;
pub mod machine;
pub mod product;
pub mod wire;

pub mod client;
pub mod server;

pub mod world;

pub mod scenario;

pub mod explore;

pub mod report;

#[cfg(test)]
mod tidy;
