//! What a change of settings changed in the status tables.

use crate::scenario::outcome::{ChangedCell, Outcome};

/// The cells that differ, in order of version, moment and row. Runs and moments are matched by version and name.
pub fn changed_cells(before: &Outcome, after: &Outcome) -> Vec<ChangedCell> {
    let mut changed = Vec::new();
    for old_run in &before.runs {
        let Some(new_run) = after.runs.iter().find(|run| run.version == old_run.version) else { continue };
        for old in &old_run.moments {
            let Some(new) = new_run.moments.iter().find(|moment| moment.when == old.when) else { continue };
            let differing = old.rows.iter().zip(&new.rows).filter(|(a, b)| a.status != b.status);
            changed.extend(differing.map(|(a, b)| ChangedCell {
                version: old_run.version.clone(),
                when: old.when.clone(),
                job: a.job.clone(),
                client: a.client.clone(),
                before: a.status,
                after: b.status,
            }));
        }
    }
    changed
}
