#pragma once

#include "core/questionnaires/response_repository.h"

namespace dermis {

/// One form of the clinic as a patient's record shows it.
struct FormOfPatient
{
    QString url;
    QString title;
    QuestionnaireId asked;          ///< the version that is asked; null: asked no more
    QList<ResponseEntry> responses; ///< the patient's, to any version, newest first
    QList<Draft> drafts;            ///< everybody's, newest first
};

/// Every form but the intake that is asked, was answered by this patient, or was begun; by title.
Result<QList<FormOfPatient>> patientForms(Database &database, PatientId patient);

} // namespace dermis
