//! Roles and what each may do: one table for pages, API and tests.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a member of staff is, in one territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Runs the exhibition and helps people (médiateur).
    Mediator,
    /// Uploads, places and publishes (urbaniste).
    Planner,
    /// Decides what is shown (modérateur).
    Moderator,
    /// Reads figures and reports (élu).
    Official,
    /// Territories, people, kiosks, backups (administrateur).
    Administrator,
}

/// Something that staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the projects of one's territory, their exhibit and counts.
    SeeProjects,
    /// Upload a model and publish an exhibit.
    Publish,
    /// Read opinions one by one, as received.
    ReadOpinions,
    /// Read the live report.
    ReadReport,
    /// Freeze a report.
    FreezeReport,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Mediator, Self::Planner, Self::Moderator, Self::Official, Self::Administrator];

    /// Whether the role has the right. An élu reads what is published and the report, never who
    /// said what before moderation.
    pub const fn may(self, right: Right) -> bool {
        use Right::{FreezeReport, Publish, ReadOpinions, ReadReport, SeeProjects};
        use Role::{Administrator, Mediator, Moderator, Official, Planner};
        match right {
            SeeProjects | ReadReport => true,
            Publish => matches!(self, Planner | Administrator),
            ReadOpinions => matches!(self, Planner | Moderator | Mediator | Administrator),
            FreezeReport => matches!(self, Planner | Official | Administrator),
        }
    }

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mediator => "mediator",
            Self::Planner => "planner",
            Self::Moderator => "moderator",
            Self::Official => "official",
            Self::Administrator => "administrator",
        }
    }
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 5] =
        [Self::SeeProjects, Self::Publish, Self::ReadOpinions, Self::ReadReport, Self::FreezeReport];
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no role: mediator, planner, moderator, official or administrator")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|r| r.as_str() == text).ok_or_else(|| UnknownRole(text.to_owned()))
    }
}
