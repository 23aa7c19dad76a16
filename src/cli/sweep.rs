//! `sim sweep`: one setting of a scenario over a range, and where what is found changes.

use sms_sim::base::Span;
use sms_sim::explore;
use sms_sim::report::{json, sweep as report};
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::place;
use sms_sim::scenario::run::Settings;
use sms_sim::scenario::settings::Given;

use super::args::{Format, SweepArgs};
use super::exit::Failure;
use super::{load, output};

/// Values that are tried at most, and runs.
const MOST_VALUES: u64 = 1_000;
const MOST_RUNS: u64 = 100_000;

/// A value on the way: a length of time, or a number.
#[derive(Clone, Copy)]
enum Value {
    Span(Span),
    Number(u64),
}

pub fn sweep(args: &SweepArgs) -> Result<u8, Failure> {
    let (name, bytes) = load::source(&args.scenario)?;
    let given = Given::default();
    let original = load::read(&name, &bytes, &given)?;
    let version = match &args.version {
        Some(version) => load::version(&original, version)?,
        None => 0,
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut scenarios = Vec::new();
    for value in values(args)? {
        let refused = |why| Failure::refused(format!("{name}: {why}"));
        let text = place::replaced(&text, &args.key, &value).map_err(refused)?;
        scenarios.push((value, load::read(&name, text.as_bytes(), &given)?));
    }
    if scenarios.len() as u64 * args.seeds > MOST_RUNS {
        return Err(Failure::refused(format!("these are more than {MOST_RUNS} runs; take fewer seeds")));
    }
    let settings = Settings { without: load::quirks(&args.without)?, ..Settings::default() };
    let turns = explore::sweep(&scenarios, version, &settings, args.seeds);
    let release = original.versions[version].to_string();
    let found = report::Sweep {
        scenario: &original.name,
        version: &release,
        key: &args.key,
        values: scenarios.iter().map(|(value, _)| value.as_str()).collect(),
        seeds: args.seeds,
        beside: args.beside.as_deref(),
        turns,
    };
    output::print(&match args.format {
        Format::Text => report::text(&found),
        Format::Json => json::pretty(&found),
    })?;
    Ok(0)
}

/// All values from the first to the last, as a scenario has them.
fn values(args: &SweepArgs) -> Result<Vec<String>, Failure> {
    let (from, to) = (value(&args.from)?, value(&args.to)?);
    let (first, last, unit) = match (from, to) {
        (Value::Span(from), Value::Span(to)) => (from.0, to.0, Span::mins(1).0),
        (Value::Number(from), Value::Number(to)) => (from, to, 1),
        _ => return Err(Failure::refused("the two ends of the range are not of one kind")),
    };
    let step = match (args.step.as_deref().map(value).transpose()?, from) {
        (None, _) => unit,
        (Some(Value::Span(step)), Value::Span(_)) => step.0,
        (Some(Value::Number(step)), Value::Number(_)) => step,
        _ => return Err(Failure::refused("the step is not of the range's kind")),
    };
    let count =
        last.checked_sub(first).zip(Some(step).filter(|&step| step > 0)).map(|(way, step)| way / step);
    match count {
        None => Err(Failure::refused("the range must go upwards, and the step be more than nothing")),
        Some(count) if count >= MOST_VALUES => {
            Err(Failure::refused(format!("these are more than {MOST_VALUES} values; take a longer step")))
        }
        Some(count) => Ok((0..=count).map(|n| from.at(first + n * step)).collect()),
    }
}

fn value(text: &str) -> Result<Value, Failure> {
    let number = text.parse().map(Value::Number).ok();
    let span = || text.parse().map(Value::Span).ok();
    number.or_else(span).ok_or_else(|| {
        Failure::refused(format!("{} is neither a number nor a length of time like `20m`", quoted(text)))
    })
}

impl Value {
    /// A value of the same kind, in words that say it exactly.
    fn at(self, amount: u64) -> String {
        let words = Span(amount).to_string();
        match self {
            Self::Number(_) => amount.to_string(),
            Self::Span(_) if words.parse() == Ok(Span(amount)) => words,
            Self::Span(_) => format!("{amount}ns"),
        }
    }
}
