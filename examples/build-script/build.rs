//! Compiles `schema/` into the module `contract`. What is wrong with a schema is shown by Cargo, with file, line and column.

fn main() -> Result<(), typewright::BuildError> {
    typewright::Build::new()
        .schema("schema")
        .out_dir_module("contract")
        .cargo_directives()
        .run()
        .map(drop)
}
