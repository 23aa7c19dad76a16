//! JUnit XML, which continuous integration services show as test results.
//!
//! Written by hand: of the crates for it, `quick-junit` brings `chrono` along, which its authors have given up, and
//! `junit-report` cannot leave out time stamps. A report of a deterministic program must not depend on the clock of
//! the host, so every `time` is 0 and there are no time stamps.

use std::fmt::Write;

use super::label::plain;

/// The cases that are shown together: the checks of one scenario.
#[derive(Clone, Debug)]
pub struct SuiteResult {
    pub name: String,
    pub cases: Vec<Case>,
}

/// One check.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub result: CaseResult,
}

#[derive(Clone, Debug)]
pub enum CaseResult {
    Passed,
    Failed {
        /// In one line.
        message: String,
        /// In as many lines as it takes.
        details: String,
    },
    /// Was not tried, and why.
    Skipped(String),
}

/// One XML document with a `testsuite` for each of `suites`.
pub fn junit(suites: &[SuiteResult]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    line(&mut xml, 0, &format!("<testsuites name=\"sms-sim\" {}>", counts(cases())));
    for suite in suites {
        let name = escape(&plain(&suite.name));
        line(&mut xml, 1, &format!("<testsuite name=\"{name}\" {}>", counts(suite.cases.iter())));
        for case in &suite.cases {
            write_case(&mut xml, &name, case);
        }
        line(&mut xml, 1, "</testsuite>");
    }
    line(&mut xml, 0, "</testsuites>");
    xml
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> String {
    let failed = cases.clone().filter(|case| matches!(case.result, CaseResult::Failed { .. })).count();
    let skipped = cases.clone().filter(|case| matches!(case.result, CaseResult::Skipped(_))).count();
    format!(r#"tests="{}" failures="{failed}" errors="0" skipped="{skipped}" time="0""#, cases.count())
}

fn write_case(xml: &mut String, suite: &str, case: &Case) {
    let head = format!(r#"<testcase classname="{suite}" name="{}" time="0""#, escape(&plain(&case.name)));
    let inner = match &case.result {
        CaseResult::Passed => return line(xml, 2, &format!("{head}/>")),
        CaseResult::Skipped(why) => format!(r#"<skipped message="{}"/>"#, escape(&plain(why))),
        CaseResult::Failed { message, details } => {
            let details = details.lines().map(plain).collect::<Vec<_>>().join("\n");
            format!(r#"<failure message="{}">{}</failure>"#, escape(&plain(message)), escape(&details))
        }
    };
    line(xml, 2, &format!("{head}>"));
    line(xml, 3, &inner);
    line(xml, 2, "</testcase>");
}

fn line(xml: &mut String, depth: usize, text: &str) {
    writeln!(xml, "{:1$}{text}", "", depth * 2).expect("writing into memory cannot fail");
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use roxmltree::Document;

    use super::*;

    fn case(name: &str, result: CaseResult) -> Case {
        Case { name: name.to_string(), result }
    }

    fn failed(message: &str, details: &str) -> CaseResult {
        CaseResult::Failed { message: message.to_string(), details: details.to_string() }
    }

    #[test]
    fn a_reader_finds_every_case_and_the_sums() {
        let suite = SuiteResult {
            name: "q152229".to_string(),
            cases: vec![
                case("1.0", CaseResult::Passed),
                case("1.1", failed("W1 is Complete", "expected Canceled\ngot Complete")),
                case("1.2", CaseResult::Skipped("not reached".to_string())),
            ],
        };
        let xml = junit(&[suite]);
        let document = Document::parse(&xml).unwrap();
        let root = document.root_element();
        let sums = ["tests", "failures", "errors", "skipped"].map(|name| root.attribute(name).unwrap());
        assert_eq!(sums, ["3", "1", "0", "1"]);
        let failure = root.descendants().find(|node| node.has_tag_name("failure")).unwrap();
        assert_eq!(failure.text(), Some("expected Canceled\ngot Complete"));
        assert!(!xml.contains("timestamp"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_would_be_printed(text in "\\PC*|.*|[\\x00-\\x20<>&'\"\\]]*") {
            let suites = [SuiteResult { name: text.clone(), cases: vec![case(&text, failed(&text, &text))] }];
            let xml = junit(&suites);
            let document = Document::parse(&xml).unwrap();
            let node = document.descendants().find(|node| node.has_tag_name("testcase")).unwrap();
            prop_assert_eq!(node.attribute("name").unwrap(), plain(&text));
        }
    }
}
