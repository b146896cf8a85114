/// A row of either database, read by the names of its columns.
macro_rules! record {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$about])*
        pub(super) struct $name {
            $(pub(super) $field: $type,)+
        }
        record!(@from $name, sqlx::sqlite::SqliteRow, $($field),+);
        record!(@from $name, sqlx::postgres::PgRow, $($field),+);
    };
    (@from $name:ident, $row:ty, $($field:ident),+) => {
        impl sqlx::FromRow<'_, $row> for $name {
            fn from_row(row: &$row) -> sqlx::Result<Self> {
                use sqlx::Row as _;
                Ok(Self { $($field: row.try_get(stringify!($field))?,)+ })
            }
        }
    };
}

pub(super) use record;
