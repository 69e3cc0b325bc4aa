"""Open311 GeoReport v2: services and requests for other systems, and for strangers where a captain lets them read."""
