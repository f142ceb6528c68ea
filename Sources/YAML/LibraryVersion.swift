import CYAML

/// The version of libyaml that this process runs with, such as `0.2.5`.
package var libyamlVersion: String { String(cString: yaml_get_version_string()) }
