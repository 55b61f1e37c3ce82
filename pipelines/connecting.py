"""How DuckDB is opened, wherever it is."""

from __future__ import annotations

from typing import Any

# No extension comes from elsewhere. And of two like parts of a query DuckDB 2.0 may reckon only one and use it for
# both: SELECT obs_id … UNION SELECT other_obs_id … of one view gave the first column twice.
CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "disabled_optimizers": "common_subplan",
}
