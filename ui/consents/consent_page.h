#pragma once

#include "core/consents/signature.h"
#include "core/consents/consent_template.h"
#include "ui/consents/sheet_job.h"
#include "ui/context/page.h"

#include <memory>

class QStackedWidget;

namespace dermis {

class Button;
class ChecksRow;
class ErrorBanner;
class PaneSwitch;
class PrintPanel;
class PrintPreview;
class PrintServer;
class SheetChoices;
class ScreenSigningView;
class SigningView;
class SegmentedControl;
class StatusSteps;
struct Step;
class TextLabel;

/// The patient's consent sheet: what it says, whether it may be issued, and the way to paper; a tab of the
/// record.
class ConsentPage : public Page
{
    Q_OBJECT
public:
    explicit ConsentPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then a PDF is all there is.
    ConsentPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);

    QString title() const override;
    void open(const Destination &destination) override;
    void focusFirst() override;
    /// Opens the print panel, at once or when the sheet is there; without effect while the sheet is closed.
    void print() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

    /// The pages on screen.
    const PrintPreview &preview() const { return *m_preview; }

protected:
    bool event(QEvent *event) override;

Q_SIGNALS:
    /// What was asked for is on the screen.
    void shown();

private:
    QWidget *makeSheet();
    QWidget *makeStatus();
    void connectParts();

    Result<> load();
    void showSheet();
    void showView(const Result<SheetView> &view);
    void showStatus();
    void chooseUsual();
    const ConsentTemplate *form() const;
    bool isInformation() const;
    QList<Step> steps() const;
    QString closedBecause() const;
    bool showsIssued() const { return m_issued && !m_wantsNew; }
    bool showsSigned() const;
    void showPages();
    ConsentRequest request() const;

    void startPrinting();
    bool issueIfDraft();
    void sendToPrinter();
    void askForScan();
    void showSigning(const QString &scan);
    void closeSigning();
    void startScreen();
    void closeScreen();
    void finishScreen();
    bool isOnScreen() const;
    void confirmSigned();
    void settle(ScanPageId page, const QString &code, int number);
    void keepPaper(ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title);
    void setAside(ScanPageId page, const QString &note);
    bool isSigning() const;
    void savePdf();
    void writePdf(const QString &path);
    void tell(const Error &error);

    PatientId m_patient;
    QList<ConsentTemplate> m_templates; ///< what this patient can be offered
    QString m_form;
    QString m_language;
    std::optional<Consent> m_issued; ///< newest of the form that still holds
    std::optional<Consent> m_signs; ///< whose boxes are on the screen: m_issued may become another meanwhile
    QString m_signedBy; ///< when, and how many; empty while it is not signed
    bool m_wantsNew = false;
    bool m_asIssued = false; ///< of a signed sheet the pages as they were issued are wanted
    bool m_readAloud = false; ///< how this patient signs the next sheet
    bool m_byMark = false;
    bool m_asksLanguage = true; ///< a patient was opened whose language is to be looked up
    SheetView m_view;
    bool m_isReady = false; ///< m_view is what was asked for last
    quint64 m_job = 0;
    bool m_printWaits = false; ///< print() was called before the sheet was there
    bool m_focusWaits = false; ///< the keyboard goes to the work once the sheet is there
    QString m_printed; ///< where the last print job stands; empty for none since the patient was opened

    ErrorBanner *m_banner;
    PaneSwitch *m_panes;
    SheetChoices *m_choices;
    PrintPreview *m_preview;
    ChecksRow *m_checks;
    StatusSteps *m_steps;
    SegmentedControl *m_version; ///< of a signed sheet: as signed, as issued
    QWidget *m_fingerprintField;
    TextLabel *m_fingerprint;
    TextLabel *m_closed;
    QWidget *m_actions;
    Button *m_primary;
    Button *m_onScreen;
    TextLabel *m_onPaper; ///< why the screen will not do
    Button *m_scan;
    Button *m_whoSigned;
    Button *m_confirm;
    Button *m_notNow;
    QWidget *m_signingActions;
    TextLabel *m_signingGap;
    QStackedWidget *m_middle; ///< the sheet, or who signed it
    SigningView *m_signing;
    QWidget *m_desk; ///< all of the page while nobody signs on the screen
    ScreenSigningView *m_screen;
    Button *m_save;
    Button *m_new;
    Button *m_safety;
    PrintPanel *m_print;
};

} // namespace dermis
