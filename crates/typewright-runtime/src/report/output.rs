//! The *basic* output format of JSON Schema 2020-12, core section 12.4.2.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use super::{Report, Violation};

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut output = serializer.serialize_struct("Report", 2)?;
        output.serialize_field("valid", &false)?;
        output.serialize_field("errors", self.violations())?;
        output.end()
    }
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut unit = serializer.serialize_struct("Violation", 4)?;
        unit.serialize_field("keywordLocation", self.keyword_location())?;
        unit.serialize_field("absoluteKeywordLocation", self.absolute_keyword_location())?;
        unit.serialize_field("instanceLocation", self.instance_location())?;
        unit.serialize_field("error", self.message())?;
        unit.end()
    }
}
