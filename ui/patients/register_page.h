#pragma once

#include "core/base/result.h"
#include "core/patients/patient.h"
#include "ui/context/page.h"

class QBoxLayout;

namespace dermis {

class Button;
class Card;
class DifferencePanel;
class DraftKeeper;
class DuplicatesCard;
class ErrorBanner;
class FormField;
class PatientForm;
class PhotoCard;
class RetireCard;
class TextLabel;
struct Draft;

/// Registers a patient, or corrects one: the same form, kept as a draft while it is typed.
class RegisterPage : public Page
{
    Q_OBJECT
public:
    explicit RegisterPage(ClinicContext &context, QWidget *parent = nullptr);

    QString title() const override;
    QList<Crumb> crumbs() const override;
    /// Without a patient: registers, beginning with the text of the find box. With one: corrects it.
    void open(const Destination &destination) override;
    void focusFirst() override;
    void keepDraft() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Question { None, KeptDraft, Conflict };

    void build();
    QWidget *buildActionBar();
    void connectControls();
    void begin(const Patient &patient);
    void offerDraft(const Draft &draft);
    void answer(int choice);
    void useDraft();
    void compareDraft();
    void putDraftAside();
    void noteChange();
    void showState();
    QString whatIsMissing() const;
    QByteArray draftBody() const;
    void finish();
    void registerNew();
    void keepChanges();
    void retire(const QString &reason);
    bool keepPhoto(PatientId patient, int revision);
    void finished(PatientId patient);
    void askConflict();
    void settleConflict(bool mine);
    void tell(const Error &error);
    bool isNew() const { return m_saved.id.isNull(); }

    Patient m_saved;  ///< what the typing began from
    Patient m_theirs; ///< what somebody else kept meanwhile
    QString m_typedText;
    QByteArray m_keptBody;
    Question m_question = Question::None;
    bool m_dirty = false;

    QBoxLayout *m_middle = nullptr; // form, and who is here already
    QWidget *m_side = nullptr;
    ErrorBanner *m_banner;
    DifferencePanel *m_differences;
    PatientForm *m_form;
    PhotoCard *m_photo;
    RetireCard *m_retire;
    DuplicatesCard *m_duplicates;
    FormField *m_reason;
    TextLabel *m_state;
    TextLabel *m_missing;
    Button *m_cancel;
    Button *m_finish;
    DraftKeeper *m_keeper;
};

} // namespace dermis
