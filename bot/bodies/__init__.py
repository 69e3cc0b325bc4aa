"""Bodies (departments), their officers and approvers: who may answer what, with which certificate, until when.

They belong to the district's register, not to its patrol. Its face: ``bodies``, ``officers``, ``delegations``.
Lists, inspections, membership and imports call it; it knows none of them.
"""
