//! The tables as rows of JSON, to leave one database and enter another, of the same kind or not. It knows no files: see
//! [`crate::commands::backup`].

use futures_util::TryStreamExt;
use serde_json::{Map, Value};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Any, AssertSqlSafe, Column, Database, Executor, Row, SqlSafeStr, Statement, TypeInfo};

use super::values::Measure;
use super::{Db, StoreError};

/// Every table, each after those that it refers to. A new migration's tables are added here; a test holds it to that.
pub const TABLES: [&str; 18] = [
    "territory",
    "territory_revision",
    "consultation",
    "consultation_revision",
    "scene",
    "scene_revision",
    "placement",
    "model",
    "exhibit",
    "exhibit_file",
    "kiosk",
    "opinion",
    "anchor_revision",
    "report",
    "staff",
    "staff_role_revision",
    "audit",
    "audit_head",
];

/// Tables that stay behind: whoever was logged in logs in again.
pub const LEFT_OUT: [&str; 1] = ["session"];

/// What a row is, as it is written.
pub type JsonRow = Map<String, Value>;

/// A column of a table in this database.
struct Field {
    name: String,
    kind: FieldKind,
}

#[derive(Clone, Copy)]
enum FieldKind {
    Text,
    Integer,
    Real,
}

/// The columns as the database has them. The table's name is one of [`TABLES`].
async fn fields(db: &mut Db, table: &'static str) -> Result<Vec<Field>, StoreError> {
    let statement = db.prepare(AssertSqlSafe(format!("select * from {table}")).into_sql_str()).await?;
    let field = |column: &<Any as Database>::Column| {
        let kind = match column.type_info().kind() {
            AnyTypeInfoKind::Text => FieldKind::Text,
            AnyTypeInfoKind::BigInt => FieldKind::Integer,
            AnyTypeInfoKind::Double => FieldKind::Real,
            _ => {
                let reason = format!("{table}.{} is of type {}", column.name(), column.type_info().name());
                return Err(StoreError::Unreadable { what: "column", reason });
            }
        };
        Ok(Field { name: column.name().to_owned(), kind })
    };
    statement.columns().iter().map(field).collect()
}

/// Hands every row of a table to `sink`, in no order; says how many there were. Nothing is held but one row.
///
/// # Errors
/// When the database cannot do it, or `sink` fails.
pub async fn rows<E: From<StoreError>>(
    db: &mut Db,
    table: &'static str,
    mut sink: impl FnMut(JsonRow) -> Result<(), E>,
) -> Result<u64, E> {
    let fields = fields(db, table).await?;
    let mut stream = sqlx::query(AssertSqlSafe(format!("select * from {table}"))).fetch(db);
    let mut count = 0;
    while let Some(row) = stream.try_next().await.map_err(StoreError::from)? {
        sink(written(&row, &fields).map_err(StoreError::from)?)?;
        count += 1;
    }
    Ok(count)
}

fn written(row: &AnyRow, fields: &[Field]) -> Result<JsonRow, sqlx::Error> {
    let value = |field: &Field| -> Result<Value, sqlx::Error> {
        let name = field.name.as_str();
        Ok(match field.kind {
            FieldKind::Text => row.try_get::<Option<String>, _>(name)?.into(),
            FieldKind::Integer => row.try_get::<Option<i64>, _>(name)?.into(),
            FieldKind::Real => row.try_get::<Option<f64>, _>(name)?.into(),
        })
    };
    fields.iter().map(|field| Ok((field.name.clone(), value(field)?))).collect()
}

/// Puts rows into one table.
pub struct Filler {
    table: &'static str,
    fields: Vec<Field>,
    sql: String,
}

impl Filler {
    /// Makes ready to fill the table; what the migrations put into it goes.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn new(db: &mut Db, table: &'static str) -> Result<Self, StoreError> {
        db.execute(AssertSqlSafe(format!("delete from {table}"))).await?;
        let fields = fields(db, table).await?;
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        let places: Vec<_> = (1..=fields.len()).map(|place| format!("${place}")).collect();
        let sql = format!("insert into {table} ({}) values ({})", names.join(", "), places.join(", "));
        Ok(Self { table, fields, sql })
    }

    /// Puts one row in. Columns that the row lacks, being newer than the backup, are left empty.
    ///
    /// # Errors
    /// When the row has columns that the table lacks or values of another type; when the database cannot do it.
    pub async fn put(&self, db: &mut Db, row: &JsonRow) -> Result<(), StoreError> {
        let unreadable = |name: &str| StoreError::Unreadable {
            what: "row of the backup",
            reason: format!("{}.{name} does not fit", self.table),
        };
        if let Some(name) = row.keys().find(|name| !self.fields.iter().any(|field| field.name == **name)) {
            return Err(unreadable(name));
        }
        let mut query = sqlx::query(AssertSqlSafe(self.sql.as_str()));
        for field in &self.fields {
            let value = row.get(&field.name).filter(|value| !value.is_null());
            let misfit = || unreadable(&field.name);
            query = match field.kind {
                FieldKind::Text => query.bind(fit(value, |v| v.as_str().map(str::to_owned), misfit)?),
                FieldKind::Integer => query.bind(fit(value, Value::as_i64, misfit)?),
                FieldKind::Real => query.bind(Measure(fit(value, Value::as_f64, misfit)?)),
            };
        }
        query.execute(db).await?;
        Ok(())
    }
}

fn fit<T>(
    value: Option<&Value>,
    read: impl Fn(&Value) -> Option<T>,
    misfit: impl Fn() -> StoreError,
) -> Result<Option<T>, StoreError> {
    value.map(|value| read(value).ok_or_else(misfit)).transpose()
}

/// Whether nothing was ever stored.
///
/// # Errors
/// When the database cannot do it.
pub async fn is_empty(db: &mut Db) -> Result<bool, StoreError> {
    for table in TABLES.into_iter().filter(|table| *table != "audit_head") {
        let sql = AssertSqlSafe(format!("select count(*) from {table}"));
        let (rows,): (i64,) = sqlx::query_as(sql).fetch_one(&mut *db).await?;
        if rows > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_migrations_is_backed_up_or_left_out_on_purpose() {
        let mut created: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap() {
            let sql = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let names = sql.lines().filter_map(|line| line.strip_prefix("create table "));
            created.extend(names.map(|name| name.trim_end_matches(" (").to_owned()));
        }
        let mut known: Vec<String> = TABLES.into_iter().chain(LEFT_OUT).map(str::to_owned).collect();
        created.sort();
        known.sort();
        assert_eq!(created, known);
    }
}
