//! The scenarios that come with the program.

/// Every scenario file, by its path below `scenarios/` without `.yaml`, in order of name.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// The folder of scenarios that must fail. They prove that the harness can, and are left out unless asked for by name.
const CANARIES: &str = "canary/";

/// Name and text of each scenario, canaries left out.
pub fn scenarios() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(|(name, _)| !name.starts_with(CANARIES))
}

/// Name and text of each scenario that must fail.
pub fn canaries() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(|(name, _)| name.starts_with(CANARIES))
}

/// The text of the scenario with this name.
pub fn find(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The name of the scenario whose file has this name, in whatever folder.
pub fn full_name(file: &str) -> Option<&'static str> {
    let is_meant = |name: &&str| name.rsplit('/').next() == Some(file);
    FILES.iter().map(|(name, _)| *name).find(is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_founding_scenario_is_here() {
        assert!(find("q152229").is_some_and(|text| text.contains("article: Q152229")));
        assert!(find("q000000").is_none());
        assert_eq!(full_name("expiry-1m"), Some("fleet/expiry-1m"));
        assert!(scenarios().all(|(name, _)| !name.starts_with("canary")) && canaries().count() > 0);
    }
}
