#pragma once

#include "ui/context/page.h"
#include "ui/theme/icons.h"

#include <QHash>

#include <memory>

class QStackedWidget;

namespace dermis {

class ExportSection;
class PrintServer;
class QuestionnairesSection;
class SectionList;
class SettingsSection;

/// Practice, people, this computer, and what other rooms add.
class SettingsPage : public Page
{
    Q_OBJECT
public:
    explicit SettingsPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` prints its sheets; null: a PDF is all there is.
    SettingsPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    /// Adds a part at the end of the list; the page takes it.
    void addSection(Icon icon, const QString &title, SettingsSection *section);
    /// The same for a part that other places lead to.
    void addSection(Icon icon, const QString &title, SettingsSection *section, SettingsPart part);

    QString title() const override { return tr("Settings"); }
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void keepDraft() override;
    QList<QWidget *> panes() const override;

Q_SIGNALS:
    /// Minutes without input before the window locks; 0: never.
    void lockAfterChanged(int minutes);
    void scanFolderChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    SettingsSection *currentSection() const;
    void showPart(SettingsPart part);

    SectionList *m_list;
    QStackedWidget *m_stack;
    ExportSection *m_export = nullptr;
    QuestionnairesSection *m_questionnaires = nullptr;
    PatientId m_copyFor; // asked for by where the window came from
    QList<SettingsSection *> m_sections;
    QHash<SettingsPart, int> m_parts; // where in the list
};

} // namespace dermis
