//! The filters of the list, read from the address and written to it. What does not read counts as not set.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::opinion::{Channel, Stance};
use belvedere_domain::scene::Scene;
use serde::Deserialize;

use super::super::paging;
use super::super::shell::Shell;
use super::super::stance::StanceMark;
use crate::auth::staff::percent;
use crate::store::opinion::list::Filter;

/// The address's query, as it came.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stance: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    variant: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    page: String,
}

/// The theme's value for "the project as a whole": no [`belvedere_domain::id::Key`].
const WHOLE: &str = "_";

/// The filters that are set, and the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters {
    /// Which opinions.
    pub filter: Filter,
    /// From 1.
    pub page: u64,
}

/// One filter, as the form offers it.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// The field's name.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// The values with their words, and whether it is the one chosen.
    pub options: Vec<(String, String, bool)>,
}

impl Filters {
    /// Reads the address.
    pub fn read(asked: &Asked) -> Self {
        let stance = asked.stance.parse::<i64>().ok().and_then(|value| value.try_into().ok());
        let theme = match asked.theme.as_str() {
            WHOLE => Some(None),
            key => key.parse().ok().map(Some),
        };
        let channel = Channel::ALL.into_iter().find(|channel| channel.as_str() == asked.channel);
        let page = paging::asked(&asked.page);
        Self { filter: Filter { stance, theme, variant: asked.variant.parse().ok(), channel }, page }
    }

    /// Whether any is set.
    pub fn is_set(&self) -> bool {
        self.filter != Filter::default()
    }

    /// The values as they stand in the address, in the order of the form.
    fn values(&self) -> [(&'static str, String); 4] {
        let filter = &self.filter;
        let theme = filter.theme.as_ref().map(|theme| theme.as_ref().map_or(WHOLE.to_owned(), ToString::to_string));
        [
            ("stance", filter.stance.map(|stance| stance.value().to_string()).unwrap_or_default()),
            ("theme", theme.unwrap_or_default()),
            ("variant", filter.variant.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("channel", filter.channel.map(|channel| channel.as_str().to_owned()).unwrap_or_default()),
        ]
    }

    /// The address's query for another page under the same filters.
    pub fn query(&self, page: u64) -> String {
        let set = self.values().into_iter().filter(|(_, value)| !value.is_empty());
        let mut query: String = set.map(|(name, value)| format!("{name}={}&", percent(&value))).collect();
        query.push_str(&format!("page={page}"));
        query
    }

    /// What the form offers.
    pub fn choices(&self, consultation: &Consultation, scenes: &[Scene], s: &Shell) -> Vec<Choice> {
        let language = s.language();
        let stances = Stance::ALL.iter().map(|one| (one.value().to_string(), StanceMark::of(*one, s).name));
        let themes = consultation.themes.iter().map(|one| (one.key.to_string(), one.label.get(language).to_owned()));
        let variants = scenes.iter().flat_map(|scene| &scene.variants);
        let variants = variants.map(|one| (one.key.to_string(), one.name.get(language).to_owned()));
        let channels =
            Channel::ALL.iter().map(|one| (one.as_str().to_owned(), s.get(&format!("channel-{}", one.as_str()))));
        let options: [Vec<(String, String)>; 4] = [
            stances.collect(),
            themes.chain([(WHOLE.to_owned(), s.get("theme-none"))]).collect(),
            variants.collect(),
            channels.collect(),
        ];
        let choice = |((name, chosen), options): ((&'static str, String), Vec<(String, String)>)| {
            let all = (String::new(), s.get("page-filter-all"));
            let marked = |(value, words): (String, String)| (value.clone(), words, value == chosen);
            let label = s.get(&format!("page-filter-{name}"));
            Choice { name, label, options: [all].into_iter().chain(options).map(marked).collect() }
        };
        self.values().into_iter().zip(options).map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::paging::PAGE_MAX;
    use crate::pages::tests_support::{consultation, shell};

    fn asked(query: &str) -> Filters {
        let uri = format!("/x?{query}").parse().unwrap();
        let axum::extract::Query(asked) = axum::extract::Query::<Asked>::try_from_uri(&uri).unwrap();
        Filters::read(&asked)
    }

    #[test]
    fn the_address_reads_back_what_it_wrote() {
        let filters = asked("stance=-2&theme=_&variant=scenario-a&channel=paper&page=3");
        assert_eq!(filters.filter.theme, Some(None));
        assert_eq!(asked(&filters.query(3)), filters);
        assert_eq!(filters.query(4), "stance=-2&theme=_&variant=scenario-a&channel=paper&page=4");
    }

    #[test]
    fn nonsense_in_the_address_is_no_filter() {
        let filters = asked("stance=7&theme=%3Cscript%3E&variant=A+B&channel=pigeon&page=-1");
        assert!(!filters.is_set());
        assert_eq!(filters.page, 1);
        assert_eq!(asked("page=99999999999999999999").page, 1);
        assert_eq!(asked("page=9999999999").page, PAGE_MAX);
    }

    #[test]
    fn the_chosen_value_is_marked() {
        let choices = asked("theme=trees").choices(&consultation(), &[], &shell("fr"));
        let theme = choices.iter().find(|choice| choice.name == "theme").unwrap();
        let marked: Vec<_> =
            theme.options.iter().filter(|(.., marked)| *marked).map(|(value, ..)| value.as_str()).collect();
        assert_eq!(marked, ["trees"]);
        assert!(choices[0].options[0].2, "all stances");
    }
}
