//! What the machines of clients have on them.

use super::Resolver;
use super::person::clock_of;
use crate::machine::registry::Data;
use crate::product::quirks;
use crate::scenario::diagnostic::Extent;
use crate::scenario::document::shape::{Map, WordOr};
use crate::scenario::document::word::{RegistryKey, ValueName};
use crate::scenario::document::{Client, Power, RegistryData, Sms};
use crate::scenario::payload::Payload;
use crate::world::machine_of;
use crate::world::plan::{ClientConfig, MachinePlan};

impl Resolver<'_, '_> {
    pub(super) fn machine_of(&mut self, client: &Client) -> MachinePlan {
        let files = client.files.iter();
        let attributes = client.attributes.iter();
        let mapped = self.mapped_of(client);
        MachinePlan {
            disk: self.disk_of(client),
            clock: clock_of(client),
            drives: client
                .drives
                .iter()
                .map(|(drive, disk)| (drive.value.0, self.sizes_of(disk, drive.extent)))
                .collect(),
            mapped,
            network: client.network.unwrap_or_default(),
            off: client.power == Some(Power::Off),
            without_sms: client.sms == Some(Sms::Absent),
            service_pack: client.service_pack.as_ref().map_or(0, |pack| pack.0),
            guarded: client.guarded.iter().map(|path| path.value.0.clone()).collect(),
            missing: client.missing.iter().map(|path| path.value.0.clone()).collect(),
            files: files
                .map(|(path, source)| (path.value.0.clone(), Payload::from(source).content()))
                .collect(),
            attributes: attributes.map(|(path, letters)| (path.value.0.clone(), letters.0)).collect(),
            registry: values(&client.registry),
            policy: values(&client.policy),
            loads: client.loads.iter().map(|path| path.value.0.clone()).collect(),
        }
    }

    /// Tries to make the machine, so that nothing in a plan is impossible.
    pub(super) fn can_be_made(&mut self, config: &ClientConfig, client: &Client, at: Extent) {
        let alike = |other: &ClientConfig| {
            (other.os, other.release, other.server, &other.machine)
                == (config.os, config.release, config.server, &config.machine)
        };
        if self.plan.groups.last().is_some_and(|before| alike(&before.config)) {
            return;
        }
        let behavior = quirks::behavior(&config.setup(), quirks::ALL);
        let Err(failed) = machine_of(&self.plan, config, &behavior) else { return };
        let Some(path) = failed.path else {
            let label = format!("expected room for the SMS client: {}", failed.error);
            return self.problem(at, "this machine cannot be made", label);
        };
        let files = client.files.iter().map(|(path, _)| path);
        let attributes = client.attributes.iter().map(|(path, _)| path);
        let named = files.chain(attributes).chain(&client.missing).find(|named| named.value.0 == path);
        let at = named.map_or(at, |named| named.extent);
        self.problem(at, format!("{path} cannot be put on this machine's disk"), failed.error.to_string());
    }
}

fn values(
    registry: &Map<RegistryKey, Map<ValueName, WordOr<String, RegistryData>>>,
) -> Vec<(String, String, Data)> {
    let values = registry.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
    let data = |data: &WordOr<String, RegistryData>| match data {
        WordOr::Word(text) => Data::Text(text.clone()),
        WordOr::More(RegistryData::Dword(number)) => Data::Number(number.0),
        WordOr::More(RegistryData::Strings(texts)) => Data::Texts(texts.clone()),
    };
    values.map(|(key, (name, value))| (key.value.0.clone(), name.value.0.clone(), data(value))).collect()
}
