//! How much memory a run will take, reckoned before it begins: better a word before than a machine that stands still.

use std::fmt;

use super::Scenario;
use super::run::Settings;
use crate::world::plan::Plan;

/// What a run may take unless its user allows more, as [`parse_size`] reads it.
pub const MEMORY_LIMIT: &str = "2G";

/// Bytes of resident memory at the peak: of the program itself, of a client with its machine, its files and what it does, and of a status
/// row with what became of it. Together a million clients of `fleet/expiry-1m` took 232 MB, and four million 810 MB; clients that do not share their
/// records take some more.
const BYTES_AT_LEAST: u64 = 40 << 20;
const BYTES_A_CLIENT: u64 = 200;
const BYTES_A_ROW: u64 = 100;
/// What a client costs besides when the run is told event by event; 4,000 more of the same scenario took 119 MB more.
const BYTES_TOLD: u64 = 32_000;

/// A run that would take more memory than it may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooLarge {
    scenario: String,
    clients: u64,
    /// Bytes.
    estimate: u64,
    limit: u64,
    /// A setting that makes it smaller, and a value that fits.
    smaller: Option<(String, u64)>,
}

/// Bytes that one version of a scenario will take at the peak, about.
pub fn estimate(plan: &Plan, settings: &Settings) -> u64 {
    let rows: u64 = plan.jobs.iter().map(|job| job.target.len()).sum();
    let told = if settings.told { BYTES_TOLD } else { 0 };
    let clients = u64::from(plan.client_count()).saturating_mul(BYTES_A_CLIENT + told);
    BYTES_AT_LEAST.saturating_add(clients).saturating_add(rows.saturating_mul(BYTES_A_ROW))
}

/// # Errors
/// When a single version of the scenario would take more memory than the settings allow.
pub fn check(scenario: &Scenario, settings: &Settings) -> Result<(), TooLarge> {
    let plan = scenario.plan(0);
    let (estimate, limit) = (estimate(&plan, settings), settings.memory_limit.unwrap_or(u64::MAX));
    if estimate <= limit {
        return Ok(());
    }
    let clients = u64::from(plan.client_count());
    let counts = |(_, value): &&(String, u64)| *value == clients;
    let room = u128::from(limit.saturating_sub(BYTES_AT_LEAST)) * u128::from(clients);
    let fits = round_down((room / u128::from(estimate - BYTES_AT_LEAST)) as u64);
    let smaller = scenario.settings.iter().find(counts).map(|(name, _)| (name.clone(), fits));
    let smaller = smaller.filter(|(_, fits)| *fits > 0);
    Err(TooLarge { scenario: scenario.name.clone(), clients, estimate, limit, smaller })
}

/// Whether versions may run at the same time.
pub fn fit_together(scenario: &Scenario, versions: &[usize], settings: &Settings) -> bool {
    let Some(limit) = settings.memory_limit else { return true };
    estimate(&scenario.plan(0), settings).saturating_mul(versions.len() as u64) <= limit
}

/// Two digits and zeroes.
fn round_down(number: u64) -> u64 {
    let step = (0..19).map(|exponent| 10u64.pow(exponent)).find(|step| number / step < 100).unwrap_or(1);
    number / step * step
}

/// Bytes as people write them: `1.5G`, `64M`.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes.saturating_mul(10)).div_ceil(unit);
    match tenths(1 << 30) {
        0..10 => format!("{}M", bytes.div_ceil(1 << 20)),
        tenths if tenths % 10 == 0 => format!("{}G", tenths / 10),
        tenths => format!("{}.{}G", tenths / 10, tenths % 10),
    }
}

/// Reads what [`size`] writes, and whole bytes.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let refused = || "expected a size like `4G`, `1.5G` or `512M`".to_string();
    let digits = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 = match text.trim()[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        _ => return Err(refused()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let digits = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let tenths = digits(part).filter(|_| part.len() == 1).ok_or_else(refused)?;
    let bytes = digits(whole).and_then(|whole| whole.checked_mul(unit)).ok_or_else(refused)?;
    bytes.checked_add((u128::from(unit) * u128::from(tenths) / 10) as u64).ok_or_else(refused)
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scenario, clients, estimate, limit, smaller } = self;
        let (takes, may) = (size(*estimate), size(*limit));
        writeln!(
            f,
            "{scenario} with {clients} clients would take about {takes} of memory, more than the limit of {may}"
        )?;
        match smaller {
            Some((name, fits)) => writeln!(f, "  fewer clients fit:   --set {name}={fits}")?,
            None => writeln!(f, "  fewer clients fit")?,
        }
        write!(f, "  or allow it more:    --memory-limit {takes}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::Given;
    use super::super::{library, read_with};
    use super::*;
    use crate::product::quirks;

    fn fleet(clients: u64) -> Scenario {
        let given = Given { values: vec![("clients".to_string(), clients)], in_tests: false };
        let text = library::find("fleet/expiry-1m").unwrap();
        read_with("fleet/expiry-1m", text.as_bytes(), &quirks::ids(), &given).unwrap()
    }

    fn limited(limit: u64) -> Settings {
        Settings { memory_limit: Some(limit), ..Settings::default() }
    }

    #[test]
    fn what_is_too_large_says_what_would_fit_and_that_fits() {
        let limit = 100 << 20;
        assert_eq!(check(&fleet(1_000), &limited(limit)), Ok(()));
        let refusal = check(&fleet(1_000_000), &limited(limit)).unwrap_err();
        let (name, fits) = refusal.smaller.clone().unwrap();
        assert_eq!((name.as_str(), check(&fleet(fits), &limited(limit))), ("clients", Ok(())));
        let more = parse_size(&size(refusal.estimate)).unwrap();
        assert_eq!(check(&fleet(1_000_000), &limited(more)), Ok(()), "{refusal}");
        assert_eq!(check(&fleet(1_000_000), &Settings::default()), Ok(()), "without a limit");
    }

    #[test]
    fn five_million_clients_fit_by_default_in_turn() {
        let (fleet, usual) = (fleet(5_000_000), limited(parse_size(MEMORY_LIMIT).unwrap()));
        assert_eq!(check(&fleet, &usual), Ok(()));
        assert!(fit_together(&fleet, &[0], &usual) && !fit_together(&fleet, &[0, 1, 2], &usual));
    }

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for (text, bytes) in [("2G", 2 << 30), ("1.5G", 3 << 29), ("64M", 64 << 20)] {
            assert_eq!((parse_size(text).as_ref(), size(bytes).as_str()), (Ok(&bytes), text));
        }
        for (text, bytes) in [("7", 7), ("4 GiB", 0), ("4gib", 4 << 30), (" 1k ", 1 << 10)] {
            assert_eq!(parse_size(text).unwrap_or(0), bytes, "{text}");
        }
        for text in ["", "G", "-1G", "1.25G", "+4G", "99999999999G", "4X", "1.G", "४G"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
