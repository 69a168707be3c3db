//! The rights as argument types. `Allowed<right::Publish>` is somebody who may publish in the consultation of the path,
//! together with that consultation; `Anywhere<right::SeeProjects>` somebody who has the right in some territory.
//! What belongs to a territory where one has no role does not exist for one: the answer is 404, not 403.

use std::collections::HashMap;
use std::future::Future;
use std::marker::PhantomData;

use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, TerritoryId};
use belvedere_domain::role::{Right, Role};

use super::staff::{Refused, Staff, logged_in};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::consultation;

/// A type for each right of the domain.
pub trait IsRight: Send + Sync {
    /// Which.
    const RIGHT: Right;
}

/// One type per right, each named as the domain names it.
pub mod right {
    use super::{IsRight, Right};

    macro_rules! rights {
        ($($name:ident),+) => {$(
            #[doc = concat!("See [`Right::", stringify!($name), "`].")]
            #[derive(Debug)]
            pub enum $name {}

            impl IsRight for $name {
                const RIGHT: Right = Right::$name;
            }
        )+};
    }
    rights!(SeeProjects, Publish, ReadOpinions, ReadReport, FreezeReport);
}

/// Somebody who has the right `R` in the territory of the path's `{consultation}`.
#[derive(Debug)]
pub struct Allowed<R> {
    /// Who.
    pub staff: Staff,
    /// What they are there.
    pub role: Role,
    /// The consultation of the path.
    pub consultation: Consultation,
    right: PhantomData<R>,
}

/// Somebody who has the right `R` in some territory.
#[derive(Debug)]
pub struct Anywhere<R> {
    /// Who.
    pub staff: Staff,
    /// Where; never empty.
    pub territories: Vec<TerritoryId>,
    right: PhantomData<R>,
}

/// Whoever is logged in, whatever their rights.
#[derive(Debug)]
pub struct AnyStaff {
    /// Who.
    pub staff: Staff,
}

/// A check of rights, for requests that change nothing (as an extractor) and for forms (within [`super::Signed`]).
pub trait Check: Sized + Send + Sync {
    /// Checks.
    fn check(parts: &mut Parts, state: &AppState) -> impl Future<Output = Result<Self, Refused>> + Send;

    /// Who passed.
    fn staff(&self) -> &Staff;
}

impl<R: IsRight> Check for Allowed<R> {
    async fn check(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let staff = logged_in(parts, state).await?;
        let consultation = of_path(parts, state).await?;
        let role = staff.role_in(consultation.territory).ok_or(AppError::NotFound)?;
        if !role.may(R::RIGHT) {
            return Err(AppError::NotAllowed.into());
        }
        Ok(Self { staff, role, consultation, right: PhantomData })
    }

    fn staff(&self) -> &Staff {
        &self.staff
    }
}

async fn of_path(parts: &mut Parts, state: &AppState) -> Result<Consultation, AppError> {
    let Path(names) = parts.extract::<Path<HashMap<String, String>>>().await.map_err(|_| AppError::NotFound)?;
    let id: ConsultationId = names.get("consultation").and_then(|id| id.parse().ok()).ok_or(AppError::NotFound)?;
    let mut db = state.store.read().await?;
    consultation::find(&mut db, id).await?.ok_or(AppError::NotFound)
}

impl<R: IsRight> Check for Anywhere<R> {
    async fn check(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let staff = logged_in(parts, state).await?;
        let territories = staff.territories_with(R::RIGHT);
        if territories.is_empty() {
            return Err(AppError::NotAllowed.into());
        }
        Ok(Self { staff, territories, right: PhantomData })
    }

    fn staff(&self) -> &Staff {
        &self.staff
    }
}

impl Check for AnyStaff {
    async fn check(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        Ok(Self { staff: logged_in(parts, state).await? })
    }

    fn staff(&self) -> &Staff {
        &self.staff
    }
}

/// Lets a check be an argument of a handler that only shows. A handler that changes something and takes it bare, without
/// [`super::Signed`], answers 500 to everybody: its first run shows the mistake.
macro_rules! extractor {
    ($([$($bound:tt)*] $name:ty),+) => {$(
        impl<$($bound)*> FromRequestParts<AppState> for $name {
            type Rejection = Refused;

            async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
                if !parts.method.is_safe() {
                    return Err(AppError::internal("a handler that changes something must take its right by Signed").into());
                }
                Self::check(parts, state).await
            }
        }
    )+};
}
extractor!([R: IsRight] Allowed<R>, [R: IsRight] Anywhere<R>, [] AnyStaff);
