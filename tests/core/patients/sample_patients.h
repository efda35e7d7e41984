#pragma once

#include "core/patients/patient.h"
#include "tests/support/database_fixture.h"

#include <random>

namespace dermis::test {

/// A patient with the fields a test names, typed as people type them.
Patient person(const QString &givenNames, const QString &familyName, const QDate &birthDate, const QString &phone = {});
/// Registers a patient as the receptionist; throws when that fails.
Patient registered(DatabaseFixture &clinic, const Patient &patient);
/// A made-up South African, always the same for the same generator.
Patient invented(std::mt19937_64 &random);
/// A valid ID number of that birth date.
QString saIdNumberFor(const QDate &birthDate, int sequence);

} // namespace dermis::test
