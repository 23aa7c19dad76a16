//! Feeds whatever reads foreign bytes with inputs that nobody would write: INI files and calls on them, batch files,
//! whole disks that are run and booted, scripts of SMS Installer and their runs, the files that travel, scenarios. No input may make it
//! panic, or keep it busy for long.
//!
//! Every input is a function of target, seed and number, so a number is all that is needed to see it again. Under
//! `cargo test` some thousands are tried. These variables say more, best with `cargo test --profile fuzz --bench fuzz`:
//!
//! * `FUZZ_TARGET`: one of the targets; by default all, one after the other;
//! * `FUZZ_MINUTES`: how long each goes on;
//! * `FUZZ_SEED`: another series of inputs; by default 0;
//! * `FUZZ_FROM`: the number to begin with;
//! * `FUZZ_ONLY`: the number of the one input to show and try.
//!
//! An input that panics, or keeps the processor busy for 20 s, is shown with its number. When the process itself dies, as of a
//! stack that overflows, the number stands in `target/tmp/fuzz-` and the target's name.

#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "a bench, not the model")]

mod batch;
mod boot;
mod corpus;
mod draw;
mod ini;
mod installer;
mod ipf;
mod mutate;
mod scenario;
mod shell;
mod watch;
mod wire;

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::exit;
use std::time::{Duration, Instant};

use draw::Draw;
use watch::Watch;

/// Something to be tried.
trait Input: Debug {
    /// Tries it, and panics where a promise is broken.
    fn attempt(&self);
}

/// A way to make inputs.
struct Target {
    name: &'static str,
    make: fn(&mut Draw) -> Box<dyn Input>,
    /// How many inputs a test tries.
    tried: u64,
}

static TARGETS: [Target; 11] = [
    Target { name: "ini", make: ini::make, tried: 4_000 },
    Target { name: "batch", make: batch::make, tried: 300 },
    Target { name: "shell", make: shell::make, tried: 300 },
    Target { name: "ipf", make: ipf::make, tried: 1_000 },
    Target { name: "installer", make: installer::make, tried: 1_000 },
    Target { name: "ins", make: wire::instructions, tried: 2_000 },
    Target { name: "sni", make: wire::sni, tried: 2_000 },
    Target { name: "mif", make: wire::mif, tried: 2_000 },
    Target { name: "pdf", make: wire::pdf, tried: 2_000 },
    Target { name: "boot", make: boot::make, tried: 300 },
    Target { name: "scenario", make: scenario::make, tried: 1_000 },
];

/// How often the progress of a long run is told.
const PROGRESS: Duration = Duration::from_secs(60);

impl Target {
    fn input(&self, seed: u64, number: u64) -> Box<dyn Input> {
        (self.make)(&mut Draw::new(seed, self.name, number))
    }

    /// Tries input after input until `goes_on` says no, and gives their number.
    fn run(&'static self, seed: u64, from: u64, mut goes_on: impl FnMut(u64) -> bool) -> u64 {
        let mut watch = Watch::start(self, seed);
        let mut number = from;
        while goes_on(number - from) {
            watch.begins(number);
            let input = self.input(seed, number);
            if catch_unwind(AssertUnwindSafe(|| input.attempt())).is_err() {
                self.report("panics", seed, number);
            }
            number += 1;
        }
        number - from
    }

    /// Tells of an input that does what none may do, and ends the process.
    fn report(&self, what: &str, seed: u64, number: u64) -> ! {
        eprintln!("fuzz {}: an input {what}:\n{:#?}", self.name, self.input(seed, number));
        eprintln!("see it again with FUZZ_TARGET={} FUZZ_SEED={seed} FUZZ_ONLY={number}", self.name);
        exit(1)
    }

    fn run_long(&'static self, seed: u64, from: u64, time: Duration) {
        let (began, mut told) = (Instant::now(), Instant::now());
        let count = self.run(seed, from, |count| {
            if told.elapsed() > PROGRESS {
                told = Instant::now();
                println!("fuzz {}: {count} executions", self.name);
            }
            began.elapsed() < time
        });
        println!("fuzz {}: {count} executions in {} s, nothing found", self.name, time.as_secs());
    }
}

/// What the variable says, or `otherwise`.
fn variable(name: &str, otherwise: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

fn main() {
    let wanted = std::env::var("FUZZ_TARGET").ok();
    let (seed, from) = (variable("FUZZ_SEED", 0), variable("FUZZ_FROM", 0));
    let targets = TARGETS.iter().filter(|target| wanted.as_deref().is_none_or(|name| name == target.name));
    assert!(targets.clone().next().is_some(), "there is no such target");
    for target in targets {
        if std::env::var_os("FUZZ_ONLY").is_some() {
            let only = variable("FUZZ_ONLY", 0);
            println!("{:#?}", target.input(seed, only));
            target.run(seed, only, |count| count < 1);
        } else if std::env::var_os("FUZZ_MINUTES").is_some() {
            target.run_long(seed, from, Duration::from_secs(60 * variable("FUZZ_MINUTES", 1)));
        } else {
            let count = target.run(seed, from, |count| count < target.tried);
            println!("fuzz {}: {count} executions", target.name);
        }
    }
}
