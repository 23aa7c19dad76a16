//! `outcome.json`: the outcome as it is serialised. Its keys are a promise to the programs that read it.

use crate::scenario::outcome::Outcome;

/// One pretty-printed JSON document with a line break at its end.
pub fn json(outcome: &Outcome) -> String {
    pretty(outcome)
}

/// Any document of ours, in the same way.
pub fn pretty(document: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("it has text keys and finite numbers only");
    text + "\n"
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::sample::sample;

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn programs_find_the_promised_keys() {
        let text = json(&sample());
        let document: Value = serde_json::from_str(&text).unwrap();
        let run = &document["runs"][0];
        for (value, promised) in [
            (&document, "scenario seed runs"),
            (run, "version verdict digest events polls ended_at status checks quirks boxes"),
            (&run["status"][0], "job client status since history"),
            (&run["status"][0]["history"][0], "at status cause"),
            (&run["checks"][0], "at what expected got ok basis"),
            (&run["quirks"][0], "id claimed"),
            (&run["boxes"][0], "box max_depth drained_at"),
        ] {
            let found = keys(value);
            assert!(promised.split(' ').all(|key| found.contains(&key)), "{promised} in {found:?}");
        }
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn values_are_words_and_times_as_people_write_them() {
        let document: Value = serde_json::from_str(&json(&sample())).unwrap();
        let run = &document["runs"][1];
        assert_eq!(run["verdict"], "pass");
        assert_eq!(run["status"][4]["status"], "Canceled");
        assert_eq!(run["status"][0]["history"][0]["at"], "d0 09:40:00.000");
        assert_eq!(run["checks"][0]["basis"], "stated");
        assert_eq!(run["boxes"][4]["drained_at"], Value::Null);
    }

    #[test]
    fn what_was_parsed_prints_the_same_again() {
        let text = json(&sample());
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string_pretty(&document).unwrap() + "\n", text);
    }
}
